using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class NumberDeskTests(RedisStore store)
{
    [Fact]
    public async Task LookUpAsync_ByNumberAndByToken_TellsNumberExpiryAndVersion()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        var byNumber = await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
        Assert.Equal((Found.Yes, CallAnswer.Active, result.Number().Display, (uint)result.Number().ExpireTime.Seconds, 1u),
            (byNumber.Found, byNumber.State, byNumber.Number.ToString(), byNumber.ExpiresAt, byNumber.Version));
        Assert.Equal(byNumber, await engine.NumberDesk.LookUpAsync(Callers.Masker, result.Recipient.ByToken(), PartyRole.Unspecified));
        Assert.Equal(byNumber, await engine.NumberDesk.LookUpAsync(Callers.Masker, result.Recipient.ByToken(), PartyRole.Recipient));
        Assert.Equal(new NumberAnswer(Found.Yes, CallAnswer.Unknown, Version: 1), await engine.NumberDesk.LookUpAsync(Callers.Masker, result.Sender.ByToken(), PartyRole.Unspecified));
    }

    [Fact]
    public async Task LookUpAsync_LowerCaseNumber_IsTheSameShipment()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var reference = waybill.ByNumber();
        reference.Waybill.WaybillNo = reference.Waybill.WaybillNo.ToLowerInvariant();
        Assert.Equal(CallAnswer.Active, (await engine.NumberDesk.LookUpAsync(Callers.Masker, reference, PartyRole.Recipient)).State);
    }

    [Fact]
    public async Task LookUpAsync_BadReferences_AreInvalid()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        (string Label, ShipmentReference? Reference, PartyRole Party)[] rows =
        [
            ("none", null, PartyRole.Recipient),
            ("empty", new ShipmentReference(), PartyRole.Recipient),
            ("no token", new ShipmentReference { Token = "nonsense" }, PartyRole.Recipient),
            ("not ASCII", new ShipmentReference { Token = "令牌令牌令牌令牌" }, PartyRole.Recipient),
            ("no waybill number", new ShipmentReference { Waybill = new WaybillKey { WaybillNo = "?" } }, PartyRole.Recipient),
            ("number without party", waybill.ByNumber(), PartyRole.Unspecified),
            ("token of the other party", result.Sender.ByToken(), PartyRole.Recipient),
        ];
        foreach (var (label, reference, party) in rows)
            Assert.True((await engine.NumberDesk.LookUpAsync(Callers.Masker, reference, party)).Found == Found.InvalidReference, label);
    }

    [Fact]
    public async Task LookUpAsync_OtherTenantOrUnknownNumber_IsNotFound()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.OtherTenant, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.Masker, Waybills.New().ByNumber(), PartyRole.Recipient)).Found);
        var nextEpoch = waybill.ByNumber();
        nextEpoch.Waybill.ShipmentEpoch = 1;
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.Masker, nextEpoch, PartyRole.Recipient)).Found);
    }

    [Fact]
    public async Task ReleaseAsync_TokenOfAnotherTenantsShipmentAndPartnerOfTheSameName_DoesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        var before = await engine.StoredAsync(waybill);
        foreach (var answer in new[]
        {
            await engine.NumberDesk.LookUpAsync(Callers.OtherTenant, result.Recipient.ByToken(), PartyRole.Recipient),
            await engine.NumberDesk.ReleaseAsync(Callers.OtherTenant, result.Recipient.ByToken(), PartyRole.Recipient),
        })
            Assert.Equal((CallAnswer.Unknown, default), (answer.State, answer.Number));
        Assert.Equal(before, await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task LookUpAsync_TokenOfAnotherPartner_TellsNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New());
        var answer = await engine.NumberDesk.LookUpAsync(Callers.OtherPartner, result.Recipient.ByToken(), PartyRole.Recipient);
        // One in millions of made-up tokens reads as one, of a record that does not exist.
        Assert.Contains(answer.Found, new[] { Found.InvalidReference, Found.No });
    }

    [Fact]
    public async Task ExtendAsync_WithinTheBlock_MovesTheExpiryAndKeepsTheNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var until = engine.Now.AddDays(30);
        var extended = await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, until);
        Assert.Equal((CallAnswer.Active, (uint)until.ToUnixTimeSeconds(), 2u), (extended.State, extended.ExpiresAt, extended.Version));
        engine.Clock.SetUtcNow(until.AddSeconds(-1));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
        var replay = await engine.SendAsync(waybill);
        Assert.Equal((number.Display, until.ToUnixTimeSeconds(), 2u), (replay.Number().Display, replay.Number().ExpireTime.Seconds, replay.Version));
        Assert.Equal(until.AddDays(-30).AddDays(120).ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).RetainUntil);
    }

    [Fact]
    public async Task ExtendAsync_UpToTheLatestExpiry_AndNotASecondFurther()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = new EngineOptions { MaximumValidity = TimeSpan.FromDays(365) } });
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var latest = (await Extend(engine.Now.AddYears(2))).LatestExpiry!.Value;
        Assert.Equal(engine.Now.AddDays(365), latest);

        Assert.Equal((1u, engine.Now.AddDays(15).ToUnixTimeSeconds()), await Extend(latest.AddSeconds(1)) is var refused ? (refused.Version, (long)refused.ExpiresAt) : default);
        Assert.Equal((2u, latest.ToUnixTimeSeconds()), await Extend(latest) is var extended ? (extended.Version, (long)extended.ExpiresAt) : default);

        Task<NumberAnswer> Extend(DateTimeOffset until) => engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, until);
    }

    [Fact]
    public async Task ExtendAsync_AgainAndAgain_EachTimeByTheLongestValidityAndInAllByTheTotal()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var issued = engine.Now;
        foreach (var day in new[] { 0, 89, 178, 267 })
        {
            engine.Clock.SetUtcNow(issued.AddDays(day));
            var refused = await Extend(engine.Now.AddDays(90).AddSeconds(1));
            Assert.Equal((NumberChangeCode.BeyondLimit, engine.Now.AddDays(90)), (refused.Change, refused.LatestExpiry));
            Assert.Equal(NumberChangeCode.Ok, (await Extend(engine.Now.AddDays(90))).Change);
        }
        engine.Clock.SetUtcNow(issued.AddDays(350));
        Assert.Equal((NumberChangeCode.BeyondLimit, issued.AddDays(365)), await Extend(engine.Now.AddDays(90)) is var last ? (last.Change, last.LatestExpiry) : default);
        Assert.Equal(NumberChangeCode.Ok, (await Extend(issued.AddDays(365))).Change);

        Task<NumberAnswer> Extend(DateTimeOffset until) => engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, until);
    }

    [Theory]
    [InlineData(0, "the present expiry")]
    [InlineData(-1, "before the present expiry")]
    [InlineData(-86_400 * 20, "in the past")]
    public async Task ExtendAsync_NotLater_ChangesNothing(int seconds, string label)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var answer = await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient,
            DateTimeOffset.FromUnixTimeSeconds(number.ExpireTime.Seconds + seconds));
        Assert.Equal((CallAnswer.Active, number.ExpireTime.Seconds, 1u), (answer.State, answer.ExpiresAt, answer.Version));
        Assert.Equal(1u, (await engine.HeaderAsync(waybill)).Revision);
    }

    [Fact]
    public async Task ExtendAsync_ExpiredOrReleased_SaysSoAndChangesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (released, expired) = (Waybills.New(), Waybills.New());
        await engine.SendAsync([released, expired]);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, released.ByNumber(), PartyRole.Recipient);
        Assert.Equal((CallAnswer.Released, 2u), await Extend(released));
        engine.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal((CallAnswer.Expired, 1u), await Extend(expired));

        async Task<(CallAnswer, uint)> Extend(Waybill waybill)
        {
            var answer = await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(20));
            return (answer.State, (await engine.HeaderAsync(waybill)).Revision);
        }
    }

    [Fact]
    public async Task ReleaseAsync_Twice_IsReleasedOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var answers = new[] { await ReleaseAsync(), await ReleaseAsync() };
        Assert.All(answers, a => Assert.Equal((Found.Yes, CallAnswer.Released, 2u), (a.Found, a.State, a.Version)));

        Task<NumberAnswer> ReleaseAsync() => engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
    }

    [Fact]
    public async Task ExtendAsync_FromManyTasksAtOnce_EachIsLaterAndNoneIsLost()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(d => Task.Run(() =>
            engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(15 + d)))));
        Assert.Equal(engine.Now.AddDays(21).ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).Recipient.ExpiresAt);
    }

    [Fact]
    public async Task LookUpAsync_RecordOverdue_IsNotFound()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(120));
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
    }
}

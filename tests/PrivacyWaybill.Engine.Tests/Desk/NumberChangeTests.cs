using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using NumberChange = PrivacyWaybill.Engine.Desk.NumberChange;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class NumberChangeTests(RedisStore store)
{
    [Fact]
    public async Task ChangeAsync_OneOfEachKind_AnswersEachInItsPlace()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(7, w => w.SenderNumber = new NumberRequest { Scope = NumberScope.None });
        waybills[3].RecipientNumber = new NumberRequest { Scope = NumberScope.None };
        var results = (await engine.SendAsync(waybills)).Results;
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybills[4].ByNumber(), PartyRole.Recipient);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybills[5]), "damaged");
        var until = engine.Now.AddDays(30);

        var answers = await engine.NumberDesk.ChangeAsync(Callers.Masker,
        [
            new(waybills[0].ByNumber(), PartyRole.Recipient, until),
            new(results[1].Recipient.ByToken(), PartyRole.Unspecified, null),
            new(new ShipmentReference { Token = "?" }, PartyRole.Recipient, null),
            new(Waybills.New().ByNumber(), PartyRole.Recipient, null),
            new(waybills[3].ByNumber(), PartyRole.Recipient, until),
            new(waybills[4].ByNumber(), PartyRole.Recipient, until),
            new(waybills[5].ByNumber(), PartyRole.Recipient, until),
            new(waybills[6].ByNumber(), PartyRole.Recipient, engine.Now.AddDays(366)),
            new(results[6].Recipient.ByToken(), PartyRole.Sender, until),
        ]);

        Assert.Equal(
            [Found.Yes, Found.Yes, Found.InvalidReference, Found.No, Found.Yes, Found.Yes, Found.Unreadable, Found.Yes, Found.InvalidReference],
            answers.Select(a => Assert.Single(a).Found));
        Assert.Equal(
            [NumberChangeCode.Ok, NumberChangeCode.Ok, default, default, NumberChangeCode.NoNumber, NumberChangeCode.Released, default, NumberChangeCode.BeyondLimit, default],
            answers.Select(a => a[0].Change));
        Assert.Equal((until.ToUnixTimeSeconds(), 2u), ((await engine.HeaderAsync(waybills[0])).Recipient.ExpiresAt, answers[0][0].Version));
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(results[1].Number())).Answer);
        Assert.Equal(engine.Now.AddDays(90), answers[7][0].LatestExpiry);
        Assert.Equal(1u, (await engine.HeaderAsync(waybills[6])).Revision);
    }

    [Theory]
    [InlineData(59, NumberChangeCode.InvalidExpiry, "less than a minute ahead")]
    [InlineData(60, NumberChangeCode.Ok, "a minute ahead")]
    [InlineData(90 * 86_400, NumberChangeCode.Ok, "the longest validity")]
    [InlineData(90 * 86_400 + 1, NumberChangeCode.BeyondLimit, "a second more")]
    [InlineData(365 * 86_400 - 30, NumberChangeCode.Ok, "the longest validity in all, which runs since the number was issued", 365)]
    [InlineData(365 * 86_400 - 29, NumberChangeCode.BeyondLimit, "a second more than that", 365)]
    public async Task ChangeAsync_ExpiryAtTheLimits_IsTakenOrRefused(int secondsAhead, NumberChangeCode expected, string label, int longest = 90)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = new EngineOptions { MaximumValidity = TimeSpan.FromDays(longest) } });
        var waybill = Waybills.New(w => w.RecipientNumber = new NumberRequest { ExpireTime = new() { Seconds = engine.Now.ToUnixTimeSeconds() + 60 } });
        await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromSeconds(30));
        var answer = Assert.Single((await engine.NumberDesk.ChangeAsync(Callers.Masker, [new(waybill.ByNumber(), PartyRole.Recipient, engine.Now.AddSeconds(secondsAhead))]))[0]);
        Assert.True(expected == answer.Change, label);
        Assert.Equal(expected == NumberChangeCode.Ok ? 2u : 1u, (await engine.HeaderAsync(waybill)).Revision);
    }

    [Fact]
    public async Task ChangeAsync_BothParties_ChangesEachForItself()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        await engine.SendAsync(waybill);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Sender);
        var until = engine.Now.AddDays(40);

        var answers = (await engine.NumberDesk.ChangeAsync(Callers.Masker, [new(waybill.ByNumber(), PartyRole.Unspecified, until)]))[0];

        Assert.Equal([(PartyRole.Recipient, NumberChangeCode.Ok, 3u), (PartyRole.Sender, NumberChangeCode.Released, 3u)], answers.Select(a => (a.Party, a.Change, a.Version)));
        var header = await engine.HeaderAsync(waybill);
        Assert.Equal((until.ToUnixTimeSeconds(), 3u), (header.Recipient.ExpiresAt, header.Revision));
    }

    [Fact]
    public async Task ChangeAsync_SameShipmentTwice_ChangesInOrderAndOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var (reference, until) = (waybill.ByNumber(), engine.Now.AddDays(20));
        var answers = await engine.NumberDesk.ChangeAsync(Callers.Masker,
        [
            new(reference, PartyRole.Recipient, until), new(reference, PartyRole.Recipient, until.AddDays(-1)), new(reference, PartyRole.Recipient, until),
            new(reference, PartyRole.Recipient, null), new(reference, PartyRole.Recipient, until.AddDays(1)), new(reference, PartyRole.Recipient, null),
        ]);
        Assert.Equal(
            [NumberChangeCode.Ok, NumberChangeCode.InvalidExpiry, NumberChangeCode.Ok, NumberChangeCode.Ok, NumberChangeCode.Released, NumberChangeCode.Ok],
            answers.Select(a => Assert.Single(a).Change));
        Assert.All(answers, a => Assert.Equal(2u, a[0].Version));
        Assert.Equal(2u, (await engine.HeaderAsync(waybill)).Revision);
    }

    [Fact]
    public async Task ChangeAsync_BatchesOverTheSameShipmentsAtOnce_EveryLoserLooksAgain()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(50);
        await engine.SendAsync(waybills);
        var answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(d => Task.Run(() =>
            engine.NumberDesk.ChangeAsync(Callers.Masker, [.. waybills.Select(w => new NumberChange(w.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(15 + d)))]))));
        Assert.All(answers.SelectMany(a => a), a => Assert.Contains(Assert.Single(a).Change, new[] { NumberChangeCode.Ok, NumberChangeCode.InvalidExpiry }));
        foreach (var waybill in waybills)
            Assert.Equal(engine.Now.AddDays(20).ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).Recipient.ExpiresAt);
    }

    [Fact]
    public async Task ChangeAsync_ClosedGate_IsUnavailable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        engine.Gate.IsOpen = false;
        var answers = await engine.NumberDesk.ChangeAsync(Callers.Masker, [new(Waybills.New().ByNumber(), PartyRole.Unspecified, null)]);
        Assert.All(answers[0], a => Assert.Equal(Found.Unavailable, a.Found));
    }

    [Fact]
    public async Task ChangeAsync_ThousandShipments_AsksTheStoreABatchAtATime()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database, new EngineSetup());
        var waybills = Waybills.New(1_000);
        await engine.SendAsync(waybills);
        var before = await CallsAsync(redis);
        await engine.NumberDesk.ChangeAsync(Callers.Masker, [.. waybills.Select(w => new NumberChange(w.ByNumber(), PartyRole.Recipient, null))]);
        var after = await CallsAsync(redis);
        Assert.Equal(before.Reads + 1, after.Reads);
        // One a number; the pool may lease meanwhile.
        Assert.InRange(after.Scripts - before.Scripts, 1_000, 1_010);
    }

    [Theory]
    [InlineData("{0}-{1}")]
    [InlineData("+86 {0}转{1}")]
    [InlineData("{0},,{1}")]
    public async Task LookUpAsync_ByPrintedNumber_TellsStateAndParty(string spelling)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var result = await engine.SendAsync(waybill);
        var (sender, recipient) = (result.Sender.VirtualNumber, result.Recipient.VirtualNumber);

        Assert.Equal((CallAnswer.Active, PartyRole.Sender, sender.Display), await LookUpAsync(sender));
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
        Assert.Equal((CallAnswer.Released, PartyRole.Recipient, recipient.Display), await LookUpAsync(recipient));
        engine.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal((CallAnswer.Expired, PartyRole.Sender, sender.Display), await LookUpAsync(sender));
        Assert.Equal((CallAnswer.Unknown, PartyRole.Unspecified, ""), await LookUpAsync(sender, Callers.OtherTenant));
        engine.Clock.Advance(TimeSpan.FromDays(120));
        Assert.Equal((CallAnswer.Unknown, PartyRole.Unspecified, ""), await LookUpAsync(sender));

        async Task<(CallAnswer, PartyRole, string)> LookUpAsync(VirtualNumber number, Caller? caller = null)
        {
            Assert.True(Numbers.NumberText.TryParse(string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, number.MainNumber, number.Extension), out var parsed));
            var answer = await engine.NumberDesk.LookUpAsync(caller ?? Callers.Masker, parsed);
            Assert.Equal(Found.Yes, answer.Found);
            return (answer.State, answer.Party, answer.State == CallAnswer.Unknown ? "" : answer.Number.ToString());
        }
    }

    [Fact]
    public async Task LookUpAsync_NumberWhosePageNamesAnotherRecord_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, stranger) = (Waybills.New(), Waybills.New());
        var number = (await engine.SendAsync(waybill)).Number();
        await engine.SendAsync(stranger);
        var place = engine.PlaceOf(number);
        await engine.Database.StringSetRangeAsync(engine.PageKeyOf(place), engine.SlotOf(place), engine.RecordIdOf(stranger).AsSpan().ToArray());
        Assert.True(Numbers.NumberText.TryParse(number.Display, out var parsed));
        Assert.Equal(CallAnswer.Unknown, (await engine.NumberDesk.LookUpAsync(Callers.Masker, parsed)).State);
    }

    private static async Task<(int Reads, int Scripts)> CallsAsync(OwnRedis redis)
    {
        await using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Server.ConnectionString + ",allowAdmin=true");
        var calls = (await connection.GetServers().Single().InfoAsync("commandstats")).SelectMany(g => g)
            .ToDictionary(p => p.Key, p => int.Parse(p.Value.Split(',')[0]["calls=".Length..], System.Globalization.CultureInfo.InvariantCulture));
        return (calls.GetValueOrDefault("cmdstat_mget"), calls.GetValueOrDefault("cmdstat_evalsha") + calls.GetValueOrDefault("cmdstat_eval"));
    }
}

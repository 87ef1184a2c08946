using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>What becomes of a shared number when its owner changes, and of its owner when the other changes it.</summary>
public sealed class SharedNumberLifeTests(RedisStore store)
{
    private const string NewMobile = "15811112222";

    [Theory]
    [InlineData("the owner got another phone")]
    [InlineData("the owner gave it up")]
    [InlineData("the owner is gone")]
    [InlineData("the owner was erased")]
    [InlineData("the owner's originals are damaged")]
    public async Task RunAsync_NumberOverForItsOwner_IsToldAsReleased(string how)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, _) = await TwoAsync(engine);
        await (how switch
        {
            "the owner got another phone" => engine.SendAsync(owner.Update(2, w => w.Recipient.Mobile = NewMobile)),
            "the owner gave it up" => engine.NumberDesk.ReleaseAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient),
            "the owner is gone" => engine.Database.KeyDeleteAsync(engine.RecordKeyOf(owner)),
            "the owner was erased" => engine.ChangeHeaderAsync(owner, h => h with { State = RecordState.Erased }),
            _ => engine.Database.StringSetRangeAsync(engine.RecordKeyOf(owner), 40, new byte[30]),
        });
        var replay = await engine.SendAsync(continued);
        Assert.Equal((ItemCode.Ok, true, null), (replay.Status.Code, replay.Replayed, replay.Recipient.VirtualNumber));
        Assert.Equal([(WarningCode.NumberReleased, "recipient_number")], replay.Warned());
        Assert.Equal(CallAnswer.Released, (await LookUpAsync(engine, continued)).State);
        Assert.Equal((how == "the owner got another phone" ? 2L : 1, 1u), (engine.Counters.NumbersUsed, (await engine.HeaderAsync(continued)).Revision));
    }

    [Fact]
    public async Task RunAsync_NumberExpired_IsRenewedForItsOwnerAndKeptAgain()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, number) = await TwoAsync(engine);
        engine.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Equal(CallAnswer.Expired, (await LookUpAsync(engine, continued)).State);
        var renewed = (await engine.SendAsync(owner)).Number();
        // The label of the other one has the old number.
        Assert.Equal(CallAnswer.Unknown, (await LookUpAsync(engine, continued)).State);
        var replay = await engine.SendAsync(continued);
        Assert.Equal((renewed, 2u), (replay.Number(), replay.Version));
        Assert.NotEqual(number, renewed);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], replay.Warned());
        var again = await engine.SendAsync(continued);
        Assert.Equal((renewed, 2u), (again.Number(), again.Version));
        Assert.Empty(again.Warned());
        Assert.Equal(CallAnswer.Active, (await LookUpAsync(engine, continued)).State);
    }

    [Fact]
    public async Task RunAsync_NumberExpiredAndNotRenewed_IsReplacedByOneOfItsOwn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, continued, number) = await TwoAsync(engine);
        engine.Clock.Advance(TimeSpan.FromDays(16));
        var replay = await engine.SendAsync(continued);
        Assert.NotEqual(number.Display, replay.Number().Display);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], replay.Warned());
        var header = await engine.HeaderAsync(continued);
        Assert.Equal((true, null), (header.Recipient.Exists, header.Link!.Recipient));
        Assert.Equal(replay.Number(), (await engine.SendAsync(continued)).Number());
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(replay.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_UpdateNamesAnotherPerson_LeavesTheNumberToItsOwner()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, continued, number) = await TwoAsync(engine);
        var updated = await engine.SendAsync(continued.Update(1, w => w.Recipient.Mobile = NewMobile));
        Assert.Equal((ItemCode.Ok, 2u, true), (updated.Status.Code, updated.Version, updated.RelabelRequired));
        Assert.NotEqual(number.Display, updated.Number().Display);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], updated.Warned());
        Assert.Equal(NewMobile, (await engine.CallAsync(updated.Number())).ConnectTo);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
        Assert.Null((await engine.HeaderAsync(continued)).Link!.Recipient);
    }

    [Fact]
    public async Task RunAsync_UpdateNamesAnotherPersonWhoWantsNone_SaysThatTheNumberIsOver()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var number = (await engine.SendAsync(owner)).Number();
        var back = owner.Return();
        Assert.Equal(number, (await engine.SendAsync(back)).Sender.VirtualNumber);
        var updated = await engine.SendAsync(back.Update(1, w => w.Sender.Mobile = "13955557766"));
        Assert.Equal((ItemCode.Ok, null, true), (updated.Status.Code, updated.Sender.VirtualNumber, updated.RelabelRequired));
        Assert.Equal([(WarningCode.NumberReleased, "sender_number")], updated.Warned());
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
    }

    [Fact]
    public async Task RunAsync_UpdateOfAnythingElse_KeepsTheNumberAndTheLink()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, continued, number) = await TwoAsync(engine);
        var before = (await engine.HeaderAsync(continued)).Link;
        var updated = await engine.SendAsync(continued.Update(1, w => w.Goods = "茶"));
        Assert.Equal((ItemCode.Ok, 2u, number), (updated.Status.Code, updated.Version, updated.Number()));
        Assert.Equal(before, (await engine.HeaderAsync(continued)).Link);
    }

    [Fact]
    public async Task RunAsync_ConflictOfTheOther_TellsTheNumberOnlyWhileItIsThePersons()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, number) = await TwoAsync(engine);
        var changed = continued.Again(w => w.Recipient.Mobile = NewMobile);
        var conflict = await engine.SendAsync(changed);
        Assert.Equal((ItemCode.Conflict, number), (conflict.Status.Code, conflict.Recipient.VirtualNumber));
        await engine.SendAsync(owner.Update(2, w => w.Recipient.Mobile = NewMobile));
        Assert.Null((await engine.SendAsync(changed)).Recipient.VirtualNumber);
    }

    [Fact]
    public async Task RunAsync_PageNamesAStranger_IsNotToldNorLookedUp()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, continued, number) = await TwoAsync(engine);
        var place = engine.PlaceOf(number);
        await engine.Database.StringSetRangeAsync(engine.PageKeyOf(place), engine.SlotOf(place), engine.RecordIdOf(continued).AsSpan().ToArray());
        Assert.Equal(CallAnswer.Unknown, (await LookUpAsync(engine, continued)).State);
        Assert.NotEqual(number.Display, (await engine.SendAsync(continued)).Number().Display);
    }

    [Fact]
    public async Task RunAsync_HeaderNamesAStrangersNumber_IsNotToldNorChanged()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, continued, _) = await TwoAsync(engine);
        var stranger = Waybills.New(w => w.Recipient.Mobile = NewMobile);
        var strangers = (await engine.SendAsync(stranger)).Number();
        var bound = (await engine.HeaderAsync(stranger)).Recipient;
        await engine.ChangeHeaderAsync(continued, h => h with
        {
            Link = h.Link! with { Recipient = new SharedNumber(engine.RecordIdOf(stranger), false, bound.Segment, bound.Sequence, bound.LeaseId) },
        });
        Assert.Null((await engine.SendAsync(continued)).Recipient.VirtualNumber);
        Assert.Equal(CallAnswer.Released, (await LookUpAsync(engine, continued)).State);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, continued.ByNumber(), PartyRole.Recipient);
        Assert.Equal((NewMobile, 1u), ((await engine.CallAsync(strangers)).ConnectTo, (await engine.HeaderAsync(stranger)).Revision));
    }

    [Fact]
    public async Task RunAsync_OverdueRecord_IsCreatedAnewWithWhatItContinuesNow()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, _) = await TwoAsync(engine);
        engine.Clock.Advance(TimeSpan.FromDays(100));
        var renewed = (await engine.SendAsync(owner)).Number();
        await engine.NumberDesk.ExtendAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(40));
        engine.Clock.Advance(TimeSpan.FromDays(21));
        var anew = await engine.SendAsync(continued);
        Assert.Equal((ItemCode.Ok, false), (anew.Status.Code, anew.Replayed));
        Assert.Equal(renewed.Display, anew.Number().Display);
        Assert.Equal(engine.RecordIdOf(owner), (await engine.HeaderAsync(continued)).Link!.Recipient!.Value.Owner);
    }

    [Fact]
    public async Task ExtendAsync_ThroughTheOther_MovesTheOnesExpiry()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, number) = await TwoAsync(engine);
        var until = engine.Now.AddDays(25);
        var extended = await engine.NumberDesk.ExtendAsync(Callers.Masker, continued.ByNumber(), PartyRole.Recipient, until);
        Assert.Equal((Found.Yes, CallAnswer.Active, number.Display, (uint)until.ToUnixTimeSeconds(), 1u),
            (extended.Found, extended.State, extended.Number.ToString(), extended.ExpiresAt, extended.Version));
        Assert.Equal((3u, 1u), ((await engine.HeaderAsync(owner)).Revision, (await engine.HeaderAsync(continued)).Revision));
        foreach (var waybill in new[] { owner, continued })
            Assert.Equal(until.ToUnixTimeSeconds(), (await engine.SendAsync(waybill)).Number().ExpireTime.Seconds);
    }

    [Fact]
    public async Task ReleaseAsync_ThroughTheOther_EndsItForBoth()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, number) = await TwoAsync(engine);
        var token = (await engine.SendAsync(continued)).Recipient.ByToken();
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, token, PartyRole.Unspecified)).State);
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
        foreach (var waybill in new[] { owner, continued })
            Assert.Equal([(WarningCode.NumberReleased, "recipient_number")], (await engine.SendAsync(waybill)).Warned());
    }

    [Fact]
    public async Task ReleaseAsync_ThroughTheOtherAfterTheOwnersPhoneChanged_DoesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, number) = await TwoAsync(engine);
        var owners = (await engine.SendAsync(owner.Update(2, w => w.Recipient.Mobile = NewMobile))).Number();
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, continued.ByNumber(), PartyRole.Recipient)).State);
        Assert.Equal((NewMobile, "", 3u), ((await engine.CallAsync(owners)).ConnectTo, (await engine.CallAsync(number)).ConnectTo, (await engine.HeaderAsync(owner)).Revision));
    }

    [Fact]
    public async Task ReleaseAsync_ThroughTheOtherByAnotherTenant_FindsNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (owner, continued, _) = await TwoAsync(engine);
        var token = (await engine.SendAsync(continued)).Recipient.ByToken();
        Assert.Equal(Found.No, (await engine.NumberDesk.ReleaseAsync(Callers.OtherTenant, token, PartyRole.Unspecified)).Found);
        Assert.Equal(2u, (await engine.HeaderAsync(owner)).Revision);
    }

    [Fact]
    public async Task RevealAsync_ThroughTheOther_GivesItsOwnOriginals()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, continued, _) = await TwoAsync(engine);
        Assert.Equal(continued.Recipient, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = continued.ByNumber() }]))[0].Originals!.Recipient);
    }

    [Fact]
    public async Task ExtendAsync_OfALinkedRecordsOwnNumber_KeepsItsGroupAsLong()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        await engine.SendAsync(owner);
        var continued = owner.Redirect(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill });
        await engine.SendAsync(continued);
        var group = Vault.Store.ShipmentGroup.Key(engine.RecordIdOf(owner));
        await engine.Database.KeyDeleteAsync(group);
        await engine.NumberDesk.ExtendAsync(Callers.Masker, continued.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(20));
        Assert.Equal([engine.RecordIdOf(continued)], (await engine.Groups.MembersAsync([engine.RecordIdOf(owner)]))[0]!);
        Assert.True(await engine.Database.KeyTimeToLiveAsync(group) > TimeSpan.FromDays(119));
    }

    /// <summary>A shipment, and a redirect that keeps its recipient's number.</summary>
    private static async Task<(Waybill Owner, Waybill Continued, VirtualNumber Number)> TwoAsync(EngineUnderTest engine)
    {
        var owner = Waybills.New();
        var continued = owner.Redirect();
        var number = (await engine.SendAsync(owner)).Number();
        Assert.Equal(number, (await engine.SendAsync(continued)).Number());
        return (owner, continued, number);
    }

    private static Task<NumberAnswer> LookUpAsync(EngineUnderTest engine, Waybill waybill) =>
        engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
}

using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class ReplayTests(RedisStore store)
{
    private static readonly string[] Number = ["recipient_number"];

    [Fact]
    public async Task RunAsync_SameContentAgain_ReplaysNumberTokenAndVersion()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var first = await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(1));
        var again = await engine.SendAsync(waybill);
        Assert.True(again.Replayed);
        again.Replayed = false;
        Assert.Equal(first, again);
        // What was reserved in case that it was new went back.
        Assert.Equal((2, 2, 0), (engine.Counters.NumbersUsed, engine.Counters.NumbersReturned, engine.Counters.NumbersBurned));
    }

    public static TheoryData<string, Action<Waybill>> SameContent => new()
    {
        { "the number in lower case", w => w.WaybillNo = w.WaybillNo.ToLowerInvariant() },
        { "the phone spelt otherwise", w => w.Recipient.Mobile = "+86 139-5555-6666" },
        { "white space around", w => w.Recipient.Name = " 欧阳建国　" },
        { "another route label", w => w.RouteLabel = "571-B99" },
        { "another correlation", w => w.ObjectId = "another" },
        { "another validity", w => w.RecipientNumber = new NumberRequest { ValidFor = new() { Seconds = 3_600 } } },
        { "the profile by name", w => w.Profile = "gb41833" },
        { "no number wanted any more", w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None } },
    };

    [Theory, MemberData(nameof(SameContent))]
    public async Task RunAsync_SameContentWithOther_Replays(string label, Action<Waybill> change)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        var again = await engine.SendAsync(waybill.Again(change));
        Assert.True(again.Replayed);
        Assert.Equal((first.Number(), 1u), (again.Number(), again.Version));
    }

    [Fact]
    public async Task RunAsync_NumberExpired_GivesANewOneAndSaysSo()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        engine.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(first.Number().ExpireTime.Seconds).AddSeconds(-1));
        Assert.Equal(first.Number(), (await engine.SendAsync(waybill)).Number());

        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        var renewed = await engine.SendAsync(waybill);
        Assert.Equal((true, 2u), (renewed.Replayed, renewed.Version));
        Assert.Equal(Number, renewed.Warnings.Where(w => w.Code == WarningCode.NumberRenewed).Select(w => w.Field));
        Assert.NotEqual(first.Number().Display, renewed.Number().Display);
        Assert.Equal(engine.Now.AddDays(15).ToUnixTimeSeconds(), renewed.Number().ExpireTime.Seconds);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(renewed.Number())).ConnectTo);
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(first.Number())).Answer);
        Assert.Equal(renewed.Number(), (await engine.SendAsync(waybill)).Number());
    }

    [Fact]
    public async Task RunAsync_PageLost_GivesANewNumberAndTheOldOneLeadsNowhere()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        await engine.Database.KeyDeleteAsync(engine.PageKeyOf(engine.PlaceOf(first.Number())));
        // The first answer is about the page that the pool was still issuing from; then that lease is burned.
        var burned = await engine.SendAsync(Waybills.New());
        Assert.Equal(ItemCode.Unavailable, burned.Status.Code);

        var renewed = await engine.SendAsync(waybill);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], renewed.Warned());
        Assert.NotEqual(first.Number().Display, renewed.Number().Display);
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(first.Number())).Answer);
    }

    [Fact]
    public async Task RunAsync_PageLostAndReplayedAtOnce_NeverTellsADeadNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        await engine.Database.KeyDeleteAsync(engine.PageKeyOf(engine.PlaceOf(first.Number())));
        var again = await engine.SendAsync(waybill);
        if (again.Status.Code != ItemCode.Unavailable)
            Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(again.Number())).ConnectTo);
        else
            again.AssertNothingMasked();
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync((await engine.SendAsync(waybill)).Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_NumberReleased_ReturnsNoneAndSaysSo()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        var released = await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
        Assert.Equal((Found.Yes, CallAnswer.Released), (released.Found, released.State));

        var again = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, true, 2u), (again.Status.Code, again.Replayed, again.Version));
        Assert.Null(again.Recipient.VirtualNumber);
        Assert.Equal([(WarningCode.NumberReleased, "recipient_number")], again.Warned());
        Assert.Equal(first.Recipient.Token, again.Recipient.Token);
    }

    [Fact]
    public async Task RunAsync_NumberWantedLater_IsBoundThen()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None });
        await engine.SendAsync(waybill);
        var again = await engine.SendAsync(waybill.Again(w => w.RecipientNumber = null));
        Assert.Equal((true, 2u), (again.Replayed, again.Version));
        Assert.Empty(again.Warnings);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(again.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_RecordOverdue_IsAsNewWithWhateverContent()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(120));
        var other = await engine.SendAsync(waybill.Again(w => w.Recipient.Mobile = "13877776666"));
        Assert.Equal(ItemCode.Ok, other.Status.Code);
        Assert.False(other.Replayed);
        Assert.Empty(other.Warnings);
        Assert.NotEqual(first.Number().Display, other.Number().Display);
        Assert.Equal("13877776666", (await engine.CallAsync(other.Number())).ConnectTo);
        Assert.Equal(engine.Now.AddDays(120).ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).RetainUntil);
    }

    [Fact]
    public async Task RunAsync_OtherPartnerOfTheTenant_GetsTheSameNumberAndAnotherToken()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var (ours, theirs) = (await engine.SendAsync(waybill), await engine.SendAsync(waybill, Callers.OtherPartner));
        Assert.True(theirs.Replayed);
        Assert.Equal(ours.Number(), theirs.Number());
        Assert.NotEqual(ours.Recipient.Token, theirs.Recipient.Token);
    }
}

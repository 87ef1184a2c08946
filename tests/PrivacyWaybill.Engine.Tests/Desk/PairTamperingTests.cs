using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>A pair is over when its record is, and whoever writes to the store by himself crosses nobody.</summary>
public sealed class PairTamperingTests(RedisStore store)
{
    private const string Courier = PairBench.Courier;

    [Fact]
    public async Task Pair_PartysPhoneChanges_IsOver()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(waybill.Update(1, w => w.Recipient.Mobile = "13911119999"))).Status.Code);
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes, CallAnswer.Released));
    }

    [Fact]
    public async Task Pair_RecordChangesButNotThePhone_GoesOn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(waybill.Update(1, w => w.Remark = "放前台"))).Status.Code);
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(main, Courier)).Answer);
    }

    [Fact]
    public async Task Pair_NumberReleased_IsOver()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes, CallAnswer.Released));
    }

    [Fact]
    public async Task Pair_RecordErased_IsOver()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes, CallAnswer.Released));
    }

    [Fact]
    public async Task Pair_RecordOverdue_IsOver()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        await engine.ChangeHeaderAsync(waybill, h => h with { RetainUntil = (uint)engine.Now.ToUnixTimeSeconds() });
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes, CallAnswer.Expired));
    }

    [Fact]
    public async Task Pair_RecordGoneOrOlderThanThePair_LeadsNowhere()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var before = await engine.StoredAsync(waybill);
        await engine.SendAsync(waybill.Update(1, w => w.Remark = "放前台"));
        var main = await engine.BoundAsync(waybill);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), before);
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes));
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(waybill));
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes));
    }

    [Fact]
    public async Task Pair_OneSideGone_LeadsNowhereFromEither()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (_, main) = await OneAsync(engine);
        await engine.Database.KeyDeleteAsync(engine.KeyOf(main, Waybills.RecipientMobile));
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes));
    }

    [Fact]
    public async Task Pair_SideMovedToAStrangersPlace_LeadsNowhere()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (_, main) = await OneAsync(engine);
        await engine.Database.StringSetAsync(engine.KeyOf(main, PairBench.OtherCourier), await engine.Database.StringGetAsync(engine.KeyOf(main, Courier)));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, PairBench.OtherCourier));
    }

    [Fact]
    public async Task Pair_PeerIsInAnotherPairByNow_LeadsNowhere()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        var old = await engine.Database.StringGetAsync(engine.KeyOf(main, Courier));
        await engine.Database.KeyDeleteAsync([engine.KeyOf(main, Courier), engine.KeyOf(main, Waybills.RecipientMobile)]);
        await engine.BoundAsync(waybill, PairBench.OtherCourier);
        await engine.Database.StringSetAsync(engine.KeyOf(main, Courier), old);
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, Courier));
        Assert.Equal(PairBench.OtherCourier, (await engine.CallAsync(main, Waybills.RecipientMobile)).ConnectTo);
    }

    [Fact]
    public async Task Pair_TimesChanged_LeadNowhereAndKeepTheirPlace()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, main) = await OneAsync(engine);
        await engine.Database.StringSetRangeAsync(engine.KeyOf(main, Courier), 2, new byte[] { 0xFF });
        await AssertBothAsync(engine, main, new CallResolution(Found.Yes));
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(waybill)).Outcome);
        await engine.Database.StringSetAsync(engine.KeyOf(main, Courier), "no pair");
        await engine.Database.KeyDeleteAsync(engine.KeyOf(main, Waybills.RecipientMobile));
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(waybill)).Outcome);
    }

    private static async Task<(Waybill Waybill, ExtendedNumber Main)> OneAsync(EngineUnderTest engine)
    {
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var main = await engine.BoundAsync(waybill);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(main, Courier)).ConnectTo);
        return (waybill, main);
    }

    private static async Task AssertBothAsync(EngineUnderTest engine, ExtendedNumber main, CallResolution expected)
    {
        Assert.Equal(expected, await engine.CallAsync(main, Courier));
        Assert.Equal(expected, await engine.CallAsync(main, Waybills.RecipientMobile));
    }
}

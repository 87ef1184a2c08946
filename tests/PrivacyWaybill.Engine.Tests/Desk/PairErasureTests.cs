using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>What a pair leaves behind: no phone of the party at any time, and none of the courier beyond the pair's end.</summary>
public sealed class PairErasureTests(RedisStore store)
{
    private const string Courier = PairBench.Courier;

    private static readonly CallOptions LongQuarantine = new() { PairQuarantine = TimeSpan.FromDays(365) };

    [Fact]
    public async Task Pair_Bound_ItsValuesHoldNoPhoneOfTheParty()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1, LongQuarantine));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var main = await engine.BoundAsync(waybill);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        var (courierKey, partyKey) = (engine.KeyOf(main, Courier), engine.KeyOf(main, Waybills.RecipientMobile));
        foreach (var (key, peer) in new[] { (courierKey, partyKey), (partyKey, courierKey) })
        {
            var pair = engine.Vault.Open(Callers.Masker.Tenant, key, (byte[])(await engine.Database.StringGetAsync(key))!);
            Assert.Equal(peer, Assert.IsType<CallPair>(pair).Peer);
            Assert.DoesNotContain(Waybills.RecipientMobile, pair.Peer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(NumberScope.Waybill)]
    [InlineData(NumberScope.None)]
    public async Task BindAsync_ErasedShipment_IsNotFound(NumberScope scope)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var waybill = Waybills.New(w => w.RecipientNumber = new NumberRequest { Scope = scope });
        await engine.SendAsync(waybill);
        await engine.BoundAsync(waybill);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        Assert.Equal(PairOutcome.NotFound, (await engine.BindAsync(waybill)).Outcome);
    }

    [Fact]
    public async Task Pair_InQuarantine_TheCouriersPhoneIsGone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1, LongQuarantine));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var main = await engine.BoundAsync(waybill);
        var partyKey = engine.KeyOf(main, Waybills.RecipientMobile);
        Assert.InRange((await engine.Database.KeyTimeToLiveAsync(partyKey))!.Value, TimeSpan.FromDays(364), TimeSpan.FromDays(366));
        Assert.InRange((await engine.Database.KeyTimeToLiveAsync(CallVault.CourierKey(partyKey)))!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(90));
    }

    [Fact]
    public async Task Pair_CouriersPhoneGoneOrAnothers_ThePartyIsLedNowhere()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var main = await engine.BoundAsync(waybill);
        var partyKey = engine.KeyOf(main, Waybills.RecipientMobile);
        Assert.Equal(Courier, (await engine.CallAsync(main, Waybills.RecipientMobile)).ConnectTo);
        var pair = engine.Vault.Open(Callers.Masker.Tenant, partyKey, (byte[])(await engine.Database.StringGetAsync(partyKey))!)!;
        RedisValue another = engine.Vault.SealCourier(Callers.Masker.Tenant, partyKey, PairBench.OtherCourier, pair.ExpiresAt);
        foreach (var value in new RedisValue[] { another, "no phone" })
        {
            await engine.Database.StringSetAsync(CallVault.CourierKey(partyKey), value);
            Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, Waybills.RecipientMobile));
        }
        await engine.Database.KeyDeleteAsync(CallVault.CourierKey(partyKey));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, Waybills.RecipientMobile));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(main, Courier)).ConnectTo);
    }
}

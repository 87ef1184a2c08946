using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class OutageTests(RedisStore store)
{
    private static readonly EngineOptions MaskOnly = new() { StoreOutage = Shortage.MaskOnly };

    [Fact]
    public async Task RunAsync_StoreKilledAndPolicyFail_FailsRetryableAndBindsOnceItIsBack()
    {
        await using var redis = await OwnRedis.StartAsync("--appendonly yes", "--appendfsync always");
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        var known = Waybills.New();
        var first = await engine.SendAsync(known);
        redis.Server.Kill();

        var fresh = Waybills.New();
        var away = await engine.SendAsync([known, fresh, Waybills.New(w => w.WaybillNo = "?")]);
        Assert.Equal([ItemCode.Unavailable, ItemCode.Unavailable, ItemCode.InvalidFormat], away.Codes());
        Assert.Equal(2, away.RetryDelay.Seconds);
        foreach (var result in away.Results) result.AssertNothingMasked();
        Assert.True(away.Results[0].Status.Retryable);

        await redis.Server.StartAgainAsync();
        await redis.ReconnectedAsync();
        var back = await engine.SendAsync([known, fresh]);
        Assert.Equal([ItemCode.Ok, ItemCode.Ok], back.Codes());
        Assert.Equal((true, first.Number()), (back.Results[0].Replayed, back.Results[0].Number()));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(back.Results[1].Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_StoreKilledAndPolicyMaskOnly_MasksDegradedButNeverUpdates()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database, new EngineSetup { Options = MaskOnly });
        var known = Waybills.New(w => w.ReturnSealedRecord = true);
        await engine.SendAsync(known);
        redis.Server.Kill();

        var away = await engine.SendAsync([known, Waybills.New(), known.Update(1, w => w.Goods = "鞋")]);
        Assert.Equal([ItemCode.Degraded, ItemCode.Degraded, ItemCode.Unavailable], away.Codes());
        foreach (var result in away.Results.Take(2))
        {
            result.AssertMaskedOnly();
            Assert.Equal(0, result.SealedRecord.Length);
            Assert.True(result.Status.Retryable);
        }
        away.Results[2].AssertNothingMasked();
    }

    [Fact]
    public async Task Desks_StoreKilled_AnswerUnavailable()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        redis.Server.Kill();
        await AssertDesksUnavailableAsync(engine, waybill, number);
    }

    [Fact]
    public async Task RunAsync_GateClosed_SendsNothingToTheStore()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (known, fresh) = (Waybills.New(), Waybills.New());
        var number = (await engine.SendAsync(known)).Number();
        var before = await engine.StoredAsync(known);
        engine.Gate.IsOpen = false;

        var shut = await engine.SendAsync([known, fresh, known.Update(1, w => w.Goods = "鞋")]);
        Assert.Equal([ItemCode.Unavailable, ItemCode.Unavailable, ItemCode.Unavailable], shut.Codes());
        Assert.Equal(before, await engine.StoredAsync(known));
        Assert.Null(await engine.StoredAsync(fresh));
        await AssertDesksUnavailableAsync(engine, known, number);

        engine.Gate.IsOpen = true;
        Assert.True((await engine.SendAsync(known)).Replayed);
    }

    [Fact]
    public async Task RunAsync_GateClosedAndPolicyMaskOnly_MasksDegraded()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = MaskOnly });
        engine.Gate.IsOpen = false;
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        Assert.Equal(ItemCode.Degraded, result.Status.Code);
        result.AssertMaskedOnly();
        Assert.Null(await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task RunAsync_LedgerMissing_IsUnavailableNotExhausted()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        await engine.Database.KeyDeleteAsync($"pw:n:l:{{{engine.Setup.Segments[0].Id}}}");
        var result = await engine.SendAsync(Waybills.New());
        Assert.Equal((ItemCode.Unavailable, true), (result.Status.Code, result.Status.Retryable));
        result.AssertNothingMasked();
    }

    private static async Task AssertDesksUnavailableAsync(EngineUnderTest engine, Waybill waybill, VirtualNumber number)
    {
        Assert.Equal((Found.Unavailable, ""), (await engine.CallAsync(number)) is var call ? (call.Found, call.ConnectTo) : default);
        Assert.Equal(Found.Unavailable, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(Found.Unavailable, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        var revealed = await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]);
        Assert.Equal([Found.Unavailable], revealed.Select(r => r.Found));
    }
}

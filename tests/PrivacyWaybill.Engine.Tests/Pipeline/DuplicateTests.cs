using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>The same shipment more than once in one batch.</summary>
public sealed class DuplicateTests(RedisStore store)
{
    [Fact]
    public async Task RunAsync_SameContentTwice_SecondReplaysTheFirst()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var results = (await engine.SendAsync([waybill, Waybills.New(), waybill.Again(w => w.WaybillNo = w.WaybillNo.ToLowerInvariant())])).Results;
        Assert.Equal([false, false, true], results.Select(r => r.Replayed));
        Assert.Equal(results[0].Number(), results[2].Number());
        Assert.Equal(2, engine.Counters.NumbersUsed);
    }

    [Fact]
    public async Task RunAsync_OtherContentInTheSecond_IsAConflictWithTheFirst()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var results = (await engine.SendAsync([waybill, waybill.Again(w => w.Recipient.Name = "上官云")])).Results;
        Assert.Equal([ItemCode.Ok, ItemCode.Conflict], results.Select(r => r.Status.Code));
        Assert.Equal(results[0].Recipient, results[1].Recipient);
    }

    [Fact]
    public async Task RunAsync_CreateThenUpdate_BothTakeEffectInOrder()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var results = (await engine.SendAsync([waybill, waybill.Update(1, w => w.Recipient.Mobile = "15811112222")])).Results;
        Assert.Equal([ItemCode.Ok, ItemCode.Ok], results.Select(r => r.Status.Code));
        Assert.Equal([1u, 2u], results.Select(r => r.Version));
        Assert.Equal("15811112222", (await engine.CallAsync(results[0].Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_UpdateOfNothingThenCreate_TheCreateStandsForItself()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var results = (await engine.SendAsync([waybill.Update(1, w => w.Goods = "鞋"), waybill])).Results;
        // Which of them comes first is left open; that the shipment is stored is not.
        Assert.Contains(results[0].Status.Code, new[] { ItemCode.Ok, ItemCode.NotFound, ItemCode.Stale });
        Assert.Equal(ItemCode.Ok, results[1].Status.Code);
        Assert.NotNull(await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task RunAsync_FirstRefusedByPolicy_SecondStandsForItself()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var results = (await engine.SendAsync([waybill.Again(w => w.Profile = "no-such"), waybill])).Results;
        Assert.Equal([ItemCode.UnknownProfile, ItemCode.Ok], results.Select(r => r.Status.Code));
        Assert.False(results[1].Replayed);
    }

    [Fact]
    public async Task RunAsync_FirstGotNoNumber_SecondSharesItsFate()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { FreeBlocks = 0 });
        var waybill = Waybills.New();
        var results = (await engine.SendAsync([waybill, waybill])).Results;
        Assert.Equal([ItemCode.NumbersExhausted, ItemCode.NumbersExhausted], results.Select(r => r.Status.Code));
        foreach (var result in results) result.AssertNothingMasked();
        Assert.Equal(results[0].Status, results[1].Status);
        Assert.Null(await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task RunAsync_RepetitionWithoutAReachablePhone_IsToldSoLikeTheFirst()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.Recipient.Mobile = "+1 202 555 0123");
        var results = (await engine.SendAsync([waybill, waybill])).Results;
        Assert.Equal([(WarningCode.NoReachablePhone, "recipient")], results[0].Warned());
        Assert.Equal([(WarningCode.NoReachablePhone, "recipient")], results[1].Warned());
    }

    [Fact]
    public async Task RunAsync_AWholeBatchOfOneShipment_TakesOneNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var results = (await engine.SendAsync(Enumerable.Repeat(waybill, 300))).Results;
        Assert.Single(results.Select(r => r.Number().Display).Distinct());
        Assert.Equal(299, results.Count(r => r.Replayed));
        Assert.Equal(1, engine.Counters.NumbersUsed);
    }
}

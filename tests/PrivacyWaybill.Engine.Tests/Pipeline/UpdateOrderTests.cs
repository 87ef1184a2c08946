using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>Several items of one batch are about one shipment: they are decided in their order.</summary>
public sealed class UpdateOrderTests(RedisStore store)
{
    [Theory]
    [InlineData(true, "what is there already")]
    [InlineData(false, "what the batch creates")]
    public async Task RunAsync_ManyUpdatesInTheOrderOfTheirEvents_AllGoThroughAndTheLastStands(bool isThere, string of)
    {
        _ = of;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        if (isThere) await engine.SendAsync(waybill);
        var updates = Enumerable.Range(1, 40).Select(k => Event(waybill, engine.Now.AddSeconds(k), $"第{k}件")).ToList();
        var results = (await engine.SendAsync([waybill, .. updates])).Results;
        Assert.All(results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        Assert.Equal(Enumerable.Range(1, 41).Select(v => (uint)v), results.Select(r => r.Version));
        Assert.Single(results.Select(r => r.Number().Display).Distinct());
        Assert.Equal("第40件", (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]))[0].Originals!.Goods);
    }

    [Fact]
    public async Task RunAsync_UpdatesAndRepetitionsMixed_AreDecidedOneAfterTheOther()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, other) = (Waybills.New(), Waybills.New());
        await engine.SendAsync([waybill, other]);
        var changed = Event(waybill, engine.Now.AddSeconds(2), "茶");
        var results = (await engine.SendAsync(
        [
            waybill, Event(waybill, engine.Now.AddSeconds(1), "酒"), waybill, Event(other, engine.Now, "纸"), changed,
            Event(waybill, engine.Now, "迟"), changed, waybill.Again(w => w.Goods = "茶"), waybill.Again(w => w.Goods = "茶"),
        ])).Results;
        Assert.Equal(
            [(ItemCode.Ok, 1u), (ItemCode.Ok, 2), (ItemCode.Conflict, 2), (ItemCode.Ok, 2), (ItemCode.Ok, 3), (ItemCode.Stale, 3), (ItemCode.Ok, 3), (ItemCode.Ok, 3), (ItemCode.Ok, 3)],
            results.Select(r => (r.Status.Code, r.Version)));
        Assert.Equal([true, false, false, false, false, false, true, true, true], results.Select(r => r.Replayed));
    }

    private static Waybill Event(Waybill waybill, DateTimeOffset at, string goods) => waybill.Again(w =>
    {
        w.WriteMode = WriteMode.Update;
        w.UpdateCondition = new UpdateCondition { SourceEventTime = Timestamp.FromDateTimeOffset(at) };
        w.Goods = goods;
    });
}

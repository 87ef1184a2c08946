using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Naming;

/// <summary>Two servers of neighbouring phases that create the same waybills at the same time.</summary>
public sealed class ChangingKeyRaceTests(RedisStore store)
{
    private const string Create = nameof(IDatabaseAsync.StringSetAsync), Claim = nameof(IDatabaseAsync.ScriptEvaluateAsync);

    [Theory]
    [InlineData(NamingRings.Before, NamingRings.Added)]
    [InlineData(NamingRings.Added, NamingRings.Used)]
    [InlineData(NamingRings.Used, NamingRings.Settled)]
    public async Task RunAsync_SameWaybillsInBothPhases_HaveOneRecordAndOneNumber(int earlier, int later)
    {
        var (rings, setup) = (NamingRings.Make(), new EngineSetup());
        await using var one = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[earlier] });
        await using var two = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[later] });
        var engines = new[] { one, two };
        var waybills = Waybills.New(48);
        var pieces = waybills.Take(8).Select(w => w.Again(p => (p.WaybillNo, p.Links) = ("P" + p.WaybillNo, new ShipmentLinks { ParentWaybillNo = w.WaybillNo }))).ToArray();
        // Pieces come with their parents, alone, before and after; each batch in an order of its own.
        var batches = await Task.WhenAll(Enumerable.Range(0, 16).Select(t => Task.Run(() =>
            engines[t % 2].SendAsync([.. Ordered(t % 4 < 2 ? [.. waybills, .. pieces] : [.. pieces, .. waybills], t)]))));
        Assert.Empty(one.Defects.Concat(two.Defects));
        Assert.All(batches.SelectMany(b => b.Results), r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        for (var w = 0; w < waybills.Length; w++)
        {
            var mine = batches.SelectMany(b => b.Results.Where(r => r.ObjectId == waybills[w].ObjectId)).ToArray();
            var number = Assert.Single(mine.Select(r => r.Number()).Distinct());
            Assert.Equal(1, mine.Count(r => !r.Replayed));
            Assert.Equal(Waybills.RecipientMobile, (await engines[w % 2].CallAsync(number)).ConnectTo);
            var places = await store.PlacesAsync(rings, waybills[w]);
            Assert.True(places is ("record", "nothing") or ("claim" or "nothing", "record"), $"{places}");
            foreach (var engine in engines)
                Assert.Equal(number.Display, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybills[w].ByNumber(), PartyRole.Recipient)).Number.ToString());
        }
        foreach (var piece in pieces)
            foreach (var engine in engines)
                Assert.Equal(CallAnswer.Active, (await engine.NumberDesk.LookUpAsync(Callers.Masker, piece.ByNumber(), PartyRole.Recipient)).State);
        Assert.Equal(waybills.Length, one.Counters.NumbersUsed + two.Counters.NumbersUsed);
    }

    /// <summary>The interrupted server, and just before which of its commands the other one does all its work.</summary>
    [Theory]
    [InlineData(NamingRings.Before, Create, NamingRings.Added)]
    [InlineData(NamingRings.Added, Create, NamingRings.Before)]
    [InlineData(NamingRings.Added, Create, NamingRings.Used)]
    [InlineData(NamingRings.Used, Claim, NamingRings.Added)]
    [InlineData(NamingRings.Used, Create, NamingRings.Added)]
    [InlineData(NamingRings.Used, Claim, NamingRings.Settled)]
    [InlineData(NamingRings.Used, Create, NamingRings.Settled)]
    [InlineData(NamingRings.Settled, Create, NamingRings.Used)]
    public async Task RunAsync_OtherPhaseInBetween_FollowsIt(int phase, string command, int between)
    {
        var (rings, setup) = (NamingRings.Make(), new EngineSetup());
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[between] });
        // A lease that is taken by a script before the claim does not count.
        await other.SendAsync(Waybills.New());
        var waybill = Waybills.New();
        var back = waybill.Return();
        var piece = waybill.Again(w => (w.WaybillNo, w.Links) = ("P" + w.WaybillNo, new ShipmentLinks { ParentWaybillNo = waybill.WaybillNo }));
        var (isArmed, met) = (false, default(BatchResult));
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, method =>
        {
            if (!isArmed || method != command) return;
            isArmed = false;
            met = Task.Run(() => other.SendAsync([waybill, back, piece])).GetAwaiter().GetResult();
        }), setup with { Keys = rings[phase] });
        await engine.SendAsync(Waybills.New());
        isArmed = true;

        var results = (await engine.SendAsync([waybill, back, piece, waybill.Update(1)])).Results;

        Assert.Empty(engine.Defects);
        Assert.NotNull(met);
        Assert.Equal([ItemCode.Ok, ItemCode.Ok, ItemCode.Ok, ItemCode.Ok], results.Select(r => r.Status.Code));
        Assert.Equal(met.Results.Select(r => r.Recipient.VirtualNumber?.Display), results.Take(3).Select(r => r.Recipient.VirtualNumber?.Display));
        Assert.Equal(results[0].Number().Display, results[1].Sender.VirtualNumber.Display);
        Assert.All(results.Concat(met.Results), r => Assert.Empty(r.Warnings));
        foreach (var of in new[] { waybill, back })
            Assert.True(await store.PlacesAsync(rings, of) is ("record", "nothing") or ("claim" or "nothing", "record"), $"{await store.PlacesAsync(rings, of)}");
        foreach (var server in new[] { engine, other })
        {
            Assert.Equal(results[0].Number().Display, (await server.NumberDesk.LookUpAsync(Callers.Masker, piece.ByNumber(), PartyRole.Recipient)).Number.ToString());
            Assert.Equal(Waybills.RecipientMobile, (await server.CallAsync(results[0].Number())).ConnectTo);
        }
        // One shipment and its return: erased together, whoever is asked.
        Assert.Equal(Engine.Desk.Found.Yes, Assert.Single(await other.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])).Found);
        Assert.Equal([ItemCode.Erased, ItemCode.Erased, ItemCode.Erased], (await engine.SendAsync([waybill, back, piece])).Codes());
    }

    private static IEnumerable<Waybill> Ordered(Waybill[] waybills, int task) => task % 2 == 0 ? waybills : waybills.Reverse();
}

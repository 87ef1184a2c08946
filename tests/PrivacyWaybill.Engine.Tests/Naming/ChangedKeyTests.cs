using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Naming;

/// <summary>A shipment that a server of one phase made is the same shipment to a server of the next one, and of the one before.</summary>
public sealed class ChangedKeyTests(RedisStore store)
{
    /// <summary>Who makes the record, and who meets it.</summary>
    public static TheoryData<int, int> Phases => new()
    {
        { NamingRings.Before, NamingRings.Added }, { NamingRings.Added, NamingRings.Before },
        { NamingRings.Added, NamingRings.Used }, { NamingRings.Used, NamingRings.Added },
        { NamingRings.Used, NamingRings.Settled }, { NamingRings.Settled, NamingRings.Used },
        { NamingRings.Before, NamingRings.Settled }, { NamingRings.Settled, NamingRings.Dropped },
    };

    [Theory, MemberData(nameof(Phases))]
    public async Task RunAsync_MadeInOnePhaseAndSentInAnother_ReplaysAndUpdatesTheOneRecord(int made, int met)
    {
        var (rings, one, two) = await OpenAsync(made, met);
        await using var _ = one;
        await using var __ = two;
        var waybills = Waybills.New(3);
        var first = (await one.SendAsync(waybills)).Results;
        var again = (await two.SendAsync([waybills[0], waybills[0].Again(), waybills[1].Again(w => w.Goods = "鞋"), waybills[2].Update(1, w => w.Goods = "鞋")])).Results;
        Assert.Equal([ItemCode.Ok, ItemCode.Ok, ItemCode.Conflict, ItemCode.Ok], again.Select(r => r.Status.Code));
        Assert.Equal([true, true, false, false], again.Select(r => r.Replayed));
        Assert.Equal([first[0].Number(), first[0].Number(), first[2].Number()], [again[0].Number(), again[1].Number(), again[3].Number()]);
        Assert.Equal(2u, again[3].Version);
        Assert.Equal((3L, 0L), (one.Counters.NumbersUsed, two.Counters.NumbersUsed));
        foreach (var waybill in waybills) Assert.Single(Records(await store.PlacesAsync(rings, waybill)));
        foreach (var token in new[] { first[0].Recipient, again[0].Recipient })
            Assert.Equal(waybills[0].Recipient, (await two.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = token.ByToken() }]))[0].Originals!.Recipient);
    }

    [Theory, MemberData(nameof(Phases))]
    public async Task Desks_ByWaybillNumber_ActOnTheRecordOfTheOtherPhase(int made, int met)
    {
        var (rings, one, two) = await OpenAsync(made, met);
        await using var _ = one;
        await using var __ = two;
        var waybill = Waybills.New();
        var number = (await one.SendAsync(waybill)).Number();
        var until = two.Now.AddDays(20);
        Assert.Equal(number.Display, (await two.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Number.ToString());
        Assert.Equal(until.ToUnixTimeSeconds(), (await two.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, until)).ExpiresAt);
        Assert.Equal(waybill.Recipient, (await two.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]))[0].Originals!.Recipient);
        Assert.Equal(Found.No, (await two.NumberDesk.LookUpAsync(Callers.OtherTenant, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(CallAnswer.Released, (await two.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
        Assert.Equal(CallAnswer.Released, (await one.CallAsync(number)).Answer);
        Assert.Single(Records(await store.PlacesAsync(rings, waybill)));
    }

    [Theory, MemberData(nameof(Phases))]
    public async Task EraseAsync_InAnotherPhase_ErasesAllOfItAndNobodyComesBack(int made, int met)
    {
        var (rings, one, two) = await OpenAsync(made, met);
        await using var _ = one;
        await using var __ = two;
        var (waybill, other) = (Waybills.New(), Waybills.New());
        var back = waybill.Return();
        var number = (await one.SendAsync(waybill)).Number();
        Assert.Empty((await one.SendAsync(back)).Warned());
        Assert.Equal(new Erasure(Found.Yes, 3), Assert.Single(await two.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])));
        Assert.Equal(Found.No, Assert.Single(await two.Erasures.EraseAsync(Callers.Masker, [other.ByNumber()])).Found);
        Assert.Equal(CallAnswer.Released, (await one.CallAsync(number)).Answer);
        foreach (var engine in new[] { one, two })
        {
            Assert.Equal([ItemCode.Erased, ItemCode.Erased], (await engine.SendAsync([waybill, back])).Codes());
            Assert.Equal(Found.Erased, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = back.ByNumber() }]))[0].Found);
        }
        Assert.Single(Records(await store.PlacesAsync(rings, waybill)));
    }

    [Theory, MemberData(nameof(Phases))]
    public async Task EraseAsync_RootGone_ErasesWhatContinuesIt(int made, int met)
    {
        var (rings, one, two) = await OpenAsync(made, met);
        await using var _ = one;
        await using var __ = two;
        var waybill = Waybills.New();
        var back = waybill.Return();
        await one.SendAsync([waybill, back]);
        foreach (var ring in new[] { rings[NamingRings.Before], rings[NamingRings.Dropped] })
            await store.Database.KeyDeleteAsync(Vault.Store.RecordStore.Key(ring.IdOf(waybill)));
        Assert.Equal(Found.Yes, Assert.Single(await two.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])).Found);
        Assert.Equal(Found.Erased, (await two.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = back.ByNumber() }]))[0].Found);
    }

    [Theory, MemberData(nameof(Phases))]
    public async Task RunAsync_ReturnsAndPieces_BelongToTheShipmentOfTheOtherPhase(int made, int met)
    {
        var (_, one, two) = await OpenAsync(made, met);
        await using var first = one;
        await using var second = two;
        var waybill = Waybills.New();
        var number = (await one.SendAsync(waybill)).Number();
        var back = await two.SendAsync(waybill.Return());
        Assert.Empty(back.Warned());
        Assert.Equal(number.Display, back.Sender.VirtualNumber.Display);

        var piece = waybill.Again(w => (w.WaybillNo, w.Links) = ("P" + w.WaybillNo, new ShipmentLinks { ParentWaybillNo = waybill.WaybillNo }));
        var sent = await two.SendAsync(piece);
        Assert.Equal((true, number.Display), (sent.Replayed, sent.Number().Display));
        foreach (var engine in new[] { one, two })
            Assert.Equal(number.Display, (await engine.NumberDesk.LookUpAsync(Callers.Masker, piece.ByNumber(), PartyRole.Recipient)).Number.ToString());
        // Whoever comes first says whose a piece is, by either name.
        var wrong = piece.Again(w => w.Links.ParentWaybillNo = Waybills.New().WaybillNo);
        foreach (var engine in new[] { one, two })
            Assert.Equal((ItemCode.InvalidFormat, "links.parent_waybill_no"), await engine.SendAsync(wrong) is var r ? (r.Status.Code, r.Status.Field) : default);
    }

    [Theory, MemberData(nameof(Phases))]
    public async Task BindAsync_PairAndCalls_AreTheSameToBothPhases(int made, int met)
    {
        var rings = NamingRings.Make();
        var setup = PairBench.Setup(1);
        await using var one = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[made] });
        await using var two = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[met] });
        var (waybill, other) = (Waybills.New(), Waybills.New());
        await one.SendAsync([waybill, other]);
        var main = await two.BoundAsync(waybill);
        Assert.True((await one.BindAsync(waybill)).IsReplay);
        Assert.Equal(Waybills.RecipientMobile, (await one.CallAsync(main, PairBench.Courier)).ConnectTo);
        Assert.Equal(PairBench.Courier, (await two.CallAsync(main, Waybills.RecipientMobile)).ConnectTo);
        // The party's phone is in a pair of the only main number, by whatever name.
        foreach (var engine in new[] { one, two }) Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(other, PairBench.OtherCourier)).Outcome);
    }

    [Fact]
    public async Task AllPhases_LiveShipmentsThroughRestarts_StayAsTheyAre()
    {
        var rings = NamingRings.Make(changes: 1);
        var setup = new EngineSetup();
        var live = new List<(Waybill Waybill, VirtualNumber Number)>();
        for (var phase = NamingRings.Before; phase <= NamingRings.Settled; phase++)
        {
            // The restarted server and, until it is restarted too, the one before it.
            await using var restarted = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[phase] });
            await using var before = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[Math.Max(0, phase - 1)] });
            foreach (var engine in new[] { restarted, before })
            {
                var made = Waybills.New(5);
                live.AddRange(made.Zip((await engine.SendAsync(made)).Results.Select(r => r.Number())));
            }
            foreach (var engine in new[] { restarted, before })
            {
                var again = (await engine.SendAsync(live.Select(l => l.Waybill))).Results;
                Assert.Equal(live.Select(l => l.Number), again.Select(r => r.Number()));
                Assert.All(again, r => Assert.True(r.Replayed));
                foreach (var (_, number) in live) Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
            }
        }
        foreach (var (waybill, _) in live) Assert.Single(Records(await store.PlacesAsync(rings, waybill)));
    }

    private static IEnumerable<string> Records((string Old, string New) places) => new[] { places.Old, places.New }.Where(p => p == "record");

    private async Task<(Vault.Keys.KeyRing[] Rings, EngineUnderTest One, EngineUnderTest Two)> OpenAsync(int one, int two)
    {
        var (rings, setup) = (NamingRings.Make(), new EngineSetup());
        return (rings, await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[one] }), await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[two] }));
    }
}

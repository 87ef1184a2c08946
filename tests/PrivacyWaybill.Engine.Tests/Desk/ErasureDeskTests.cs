using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class ErasureDeskTests(RedisStore store)
{
    [Fact]
    public async Task EraseAsync_ByNumberAndByToken_LeavesZerosOfTheFullLengthBehindASealOverNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(2, w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var results = (await engine.SendAsync(waybills)).Results;
        var before = new[] { (await engine.StoredAsync(waybills[0]))!, (await engine.StoredAsync(waybills[1]))! };

        Assert.Equal([new Erasure(Found.Yes, 2), new Erasure(Found.Yes, 2)], await EraseAsync(engine, waybills[0].ByNumber(), results[1].Sender.ByToken()));

        for (var w = 0; w < 2; w++)
        {
            var after = (await engine.StoredAsync(waybills[w]))!;
            Assert.Equal(before[w].Length, after.Length);
            Assert.Equal(RecordFault.None, RecordHeader.Read(after, out var header, out var sealedPart));
            RecordHeader.Read(before[w], out var live, out var sealedBefore);
            Assert.Equal((RecordState.Erased, 2u), (header.State, header.Revision));
            Assert.Equal((live.Recipient with { State = NumberState.Released }, live.Sender with { State = NumberState.Released }), (header.Recipient, header.Sender));
            Assert.False(sealedPart[RecordSealer.Overhead..].ContainsAnyExcept((byte)0));
            Assert.False(sealedPart[..RecordSealer.Overhead].SequenceEqual(sealedBefore[..RecordSealer.Overhead]));
        }
    }

    [Fact]
    public async Task EraseAsync_Afterwards_NobodyIsThereByAnyWay()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        await EraseAsync(engine, waybill.ByNumber());
        var tombstone = await engine.StoredAsync(waybill);

        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(result.Number())).Answer);
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(result.Number(), Callers.OtherTenant)).Answer);
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
        Assert.True(Numbers.NumberText.TryParse(result.Number().Display, out var number));
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.LookUpAsync(Callers.Masker, number)).State);
        Assert.Equal(CallAnswer.Unknown, (await engine.NumberDesk.LookUpAsync(Callers.OtherTenant, number)).State);
        Assert.Equal(NumberChangeCode.Released, (await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(20))).Change);
        Assert.Equal(Found.Erased, (await RevealAsync(engine, Callers.Masker, waybill.ByNumber())).Found);
        Assert.Equal(Found.No, (await RevealAsync(engine, Callers.OtherTenant, result.Recipient.ByToken())).Found);
        foreach (var again in new[] { waybill, waybill.Again(w => w.Goods = "鞋"), waybill.Update(1), waybill.Update(2) })
        {
            var answer = await engine.SendAsync(again);
            Assert.Equal((ItemCode.Erased, "waybill_no", false), (answer.Status.Code, answer.Status.Field, answer.Status.Retryable));
            answer.AssertNothingMasked();
        }
        Assert.Equal(tombstone, await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task EraseAsync_Twice_ErasesOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        Assert.Equal([new Erasure(Found.Yes, 2), new Erasure(Found.Yes, 2)], await EraseAsync(engine, waybill.ByNumber(), waybill.ByNumber()));
        Assert.Equal([new Erasure(Found.Yes, 2)], await EraseAsync(engine, waybill.ByNumber()));
    }

    [Fact]
    public async Task EraseAsync_NoneUnknownDamagedAndOthers_LeavesThemAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, damaged) = (Waybills.New(), Waybills.New());
        var result = await engine.SendAsync(waybill);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(damaged), "damaged");
        var before = await engine.StoredAsync(waybill);
        Assert.Equal(
            [Found.InvalidReference, Found.InvalidReference, Found.No, Found.Unreadable],
            (await EraseAsync(engine, new ShipmentReference(), new ShipmentReference { Token = "?" }, Waybills.New().ByNumber(), damaged.ByNumber())).Select(e => e.Found));
        // A token of another tenant's partner with the same name; and that tenant's waybill of the same number.
        Assert.Equal([Found.No, Found.No], (await engine.Erasures.EraseAsync(Callers.OtherTenant, [result.Recipient.ByToken(), waybill.ByNumber()])).Select(e => e.Found));
        Assert.Equal(before, await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task EraseAsync_SealedUnderALostKey_IsErasedByItsNumberAllTheSame()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await engine.ChangeHeaderAsync(waybill, h => h with { SealingKeyId = 200 });
        Assert.Equal([new Erasure(Found.Yes, 2)], await EraseAsync(engine, waybill.ByNumber()));
        Assert.Equal(ItemCode.Erased, (await engine.SendAsync(waybill)).Status.Code);
    }

    [Fact]
    public async Task EraseAsync_ClosedGate_IsUnavailable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        engine.Gate.IsOpen = false;
        Assert.Equal([new Erasure(Found.Unavailable)], await EraseAsync(engine, Waybills.New().ByNumber()));
    }

    [Fact]
    public async Task EraseAsync_WhileAnUpdateIsUnderWay_WinsAndTheUpdateIsToldSo()
    {
        var setup = new EngineSetup();
        await using var eraser = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        await eraser.SendAsync(waybill);
        var isErased = false;
        // The update has read the record and is about to replace it.
        await using var updater = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != "ScriptEvaluateAsync" || isErased) return;
            isErased = true;
            Assert.Equal(Found.Yes, Task.Run(() => EraseAsync(eraser, waybill.ByNumber())).GetAwaiter().GetResult()[0].Found);
        }), setup);

        var update = await updater.SendAsync(waybill.Update(1, w => w.Recipient.Mobile = "15811112222"));

        Assert.True(isErased);
        Assert.Equal(ItemCode.Erased, update.Status.Code);
        Assert.Equal((RecordState.Erased, 2u), ((await eraser.HeaderAsync(waybill)).State, (await eraser.HeaderAsync(waybill)).Revision));
    }

    [Fact]
    public async Task EraseAsync_WhileTheNumberIsExtended_LooksAgainAndErases()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        await other.SendAsync(waybill);
        var isExtended = false;
        await using var eraser = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != "ScriptEvaluateAsync" || isExtended) return;
            isExtended = true;
            Task.Run(() => other.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, other.Now.AddDays(60))).GetAwaiter().GetResult();
        }), setup);

        Assert.Equal([new Erasure(Found.Yes, 3)], await EraseAsync(eraser, waybill.ByNumber()));
        Assert.Equal((RecordState.Erased, 3u), ((await other.HeaderAsync(waybill)).State, (await other.HeaderAsync(waybill)).Revision));
    }

    [Fact]
    public async Task EraseAsync_Tombstone_StaysUntilRetentionAndTheBlockOfItsNumberAreOver()
    {
        // Without its expiry the key stays for ever: only the times in the value can end it.
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = new EngineOptions { Retention = TimeSpan.FromDays(90) } });
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await EraseAsync(engine, waybill.ByNumber());
        await engine.Database.KeyPersistAsync(engine.RecordKeyOf(waybill));
        var until = DateTimeOffset.FromUnixTimeSeconds((await engine.HeaderAsync(waybill)).RetainUntil);
        // The longest validity and the quarantine, and how long a lease may be used.
        Assert.InRange(until, engine.Now.AddDays(105), engine.Now.AddDays(106));

        engine.Clock.SetUtcNow(until.AddSeconds(-1));
        Assert.Equal(ItemCode.Erased, (await engine.SendAsync(waybill)).Status.Code);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Found.No, (await RevealAsync(engine, Callers.Masker, waybill.ByNumber())).Found);
        var anew = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, false), (anew.Status.Code, anew.Replayed));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(anew.Number())).ConnectTo);
        Assert.Equal(RecordState.Live, (await engine.HeaderAsync(waybill)).State);
    }

    private static Task<Erasure[]> EraseAsync(EngineUnderTest engine, params ShipmentReference[] shipments) => engine.Erasures.EraseAsync(Callers.Masker, shipments);

    private static async Task<Revealed> RevealAsync(EngineUnderTest engine, Caller caller, ShipmentReference shipment) =>
        Assert.Single(await engine.Reveals.RevealAsync(caller, [new RevealTarget { Shipment = shipment }]));
}

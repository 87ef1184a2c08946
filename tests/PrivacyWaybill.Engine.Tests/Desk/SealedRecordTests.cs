using Google.Protobuf;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>Sealed records out of the caller's archive.</summary>
public sealed class SealedRecordTests(RedisStore store)
{
    [Fact]
    public async Task RevealAsync_SealedRecord_OpensAlsoWhenTheStoreHasForgottenIt()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, archived) = await SendAsync(engine);
        await engine.SendAsync(waybill.Update(1, w => w.Goods = "鞋"));
        Assert.Equal((Found.Yes, "图书", 1u), await RevealAsync(engine, archived) is { } o ? (o.Found, o.Originals!.Goods, o.Originals.Version) : default);
        engine.Clock.Advance(TimeSpan.FromDays(1_000));
        Assert.Equal(waybill.Recipient, (await RevealAsync(engine, archived)).Originals!.Recipient);
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(waybill));
        Assert.Equal(waybill.Sender, (await RevealAsync(engine, archived)).Originals!.Sender);
    }

    [Fact]
    public async Task RevealAsync_SealedRecordOfOneParty_GivesNothingOfTheOther()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, archived) = await SendAsync(engine);
        var originals = (await RevealAsync(engine, archived, party: PartyRole.Sender)).Originals!;
        Assert.Equal((waybill.Sender, null), (originals.Sender, originals.Recipient));
    }

    [Fact]
    public async Task RevealAsync_SealedRecordOfAnErasedShipment_DoesNotBringItBack()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, archived) = await SendAsync(engine);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        Assert.Equal(new Revealed(Found.Erased), await RevealAsync(engine, archived));
    }

    [Fact]
    public async Task RevealAsync_SealedRecordThatIsNoneOrNotOnesOwn_StaysShut()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, archived) = await SendAsync(engine);
        var (stranger, _) = await SendAsync(engine);
        var moved = archived.ToArray();
        engine.RecordIdOf(stranger).AsSpan().CopyTo(moved.AsSpan(3));
        (string Label, byte[] Record, Found Expected)[] rows =
        [
            ("nothing", [], Found.InvalidReference),
            ("no envelope", [1, 2, 3], Found.InvalidReference),
            ("earlier version", [.. "PW"u8, 1, .. archived[3..]], Found.InvalidReference),
            ("later version", [.. "PW"u8, 3, .. archived[3..]], Found.InvalidReference),
            ("cut off", archived[..30], Found.Unreadable),
            ("last byte changed", [.. archived[..^1], (byte)(archived[^1] ^ 1)], Found.Unreadable),
            ("another record's id", moved, Found.Unreadable),
        ];
        foreach (var (label, record, expected) in rows) Assert.True(new Revealed(expected) == await RevealAsync(engine, record), label);
        Assert.Equal(new Revealed(Found.Unreadable), await RevealAsync(engine, archived, Callers.OtherTenant));
    }

    [Fact]
    public async Task RevealAsync_SealedRecordWhileTheStoreIsAway_IsUnavailable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, archived) = await SendAsync(engine);
        engine.Gate.IsOpen = false;
        Assert.Equal(new Revealed(Found.Unavailable), await RevealAsync(engine, archived));
    }

    [Fact]
    public async Task Open_WithTheKeyRingAlone_GivesTheOriginalsOfTheTenant()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, archived) = await SendAsync(engine);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        var tombstone = new byte[SealedRecord.Overhead + (await engine.StoredAsync(waybill))!.Length];
        SealedRecord.Write(engine.RecordIdOf(waybill), await engine.StoredAsync(waybill), tombstone);

        using var worker = engine.Setup.Keys.CreateWorker();
        var opened = SealedRecordOpener.Open(worker.Sealer, "carrier", [archived, new byte[] { 1 }, tombstone]);
        Assert.Equal([Found.Yes, Found.InvalidReference, Found.Erased], opened.Select(o => o.Found));
        Assert.Equal(waybill.Recipient, opened[0].Originals!.Recipient);
        Assert.Equal(Found.Unreadable, SealedRecordOpener.Open(worker.Sealer, "rival", [archived])[0].Found);
    }

    private static async Task<(Waybill Waybill, byte[] Archived)> SendAsync(EngineUnderTest engine)
    {
        var waybill = Waybills.New(w => w.ReturnSealedRecord = true);
        return (waybill, (await engine.SendAsync(waybill)).SealedRecord.ToByteArray());
    }

    private static async Task<Revealed> RevealAsync(EngineUnderTest engine, byte[] record, Caller? caller = null, PartyRole party = PartyRole.Unspecified) =>
        Assert.Single(await engine.Reveals.RevealAsync(caller ?? Callers.Masker, [new RevealTarget { SealedRecord = ByteString.CopyFrom(record), Party = party }]));
}

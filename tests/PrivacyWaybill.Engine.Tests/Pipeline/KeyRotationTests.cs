using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>Records that were sealed under a key that does not seal any more.</summary>
public sealed class KeyRotationTests(RedisStore store) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-ring-").FullName;

    [Fact]
    public async Task RunAsync_SealingKeyRotated_ReplaysConflictsAndUpdatesAsBefore()
    {
        var path = NewRing();
        var waybills = Waybills.New(3);
        var setup = new EngineSetup { Keys = LoadRing(path) };
        BatchResult before;
        await using (var engine = await EngineUnderTest.OpenAsync(store.Database, setup)) before = await engine.SendAsync(waybills);

        Assert.Equal(2, KeyRingFile.AddSealingKey(path));
        await using var rotated = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = LoadRing(path) });
        var after = (await rotated.SendAsync(
        [
            waybills[0], waybills[1].Again(w => w.Goods = "鞋"), waybills[2].Update(1, w => w.Goods = "鞋"), Waybills.New(),
        ])).Results;
        Assert.Equal([ItemCode.Ok, ItemCode.Conflict, ItemCode.Ok, ItemCode.Ok], after.Select(r => r.Status.Code));
        Assert.Equal((true, before.Results[0].Number(), before.Results[0].Recipient.Token), (after[0].Replayed, after[0].Number(), after[0].Recipient.Token));
        Assert.Equal(before.Results[1].Recipient, after[1].Recipient);
        var sealedUnder = await Task.WhenAll(waybills.Select(async w => (await rotated.HeaderAsync(w)).SealingKeyId));
        Assert.Equal([1, 1, 2], sealedUnder);
    }

    [Fact]
    public async Task RunAsync_NumberRenewedAfterRotation_KeepsTheOldSealAndStaysReadable()
    {
        var path = NewRing();
        var waybill = Waybills.New();
        var setup = new EngineSetup { Keys = LoadRing(path) };
        await using (var engine = await EngineUnderTest.OpenAsync(store.Database, setup)) await engine.SendAsync(waybill);
        KeyRingFile.AddSealingKey(path);
        setup.Clock.Advance(TimeSpan.FromDays(20));
        await using var rotated = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = LoadRing(path) });
        var renewed = await rotated.SendAsync(waybill);
        Assert.Equal((true, 2u), (renewed.Replayed, renewed.Version));
        Assert.Equal(1, (await rotated.HeaderAsync(waybill)).SealingKeyId);
        Assert.Equal(Waybills.RecipientMobile, (await rotated.CallAsync(renewed.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_KeyThatSealedIsGone_IsUnreadableAndChangesNothing()
    {
        var path = NewRing();
        var waybill = Waybills.New();
        var setup = new EngineSetup { Keys = LoadRing(path) };
        KeyRingFile.AddSealingKey(path);
        // The second server seals under key 2, which the first does not know.
        await using (var ahead = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = LoadRing(path) })) await ahead.SendAsync(waybill);
        await using var behind = await EngineUnderTest.OpenAsync(store.Database, setup);
        var before = await behind.StoredAsync(waybill);
        var result = await behind.SendAsync(waybill);
        Assert.Equal((ItemCode.UnreadableRecord, "waybill_no"), (result.Status.Code, result.Status.Field));
        result.AssertNothingMasked();
        Assert.Equal(before, await behind.StoredAsync(waybill));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string NewRing()
    {
        var path = Path.Combine(_folder, "ring.json");
        KeyRingFile.Create(path);
        return path;
    }

    private static KeyRing LoadRing(string path)
    {
        using var file = KeyRingFile.Load(path);
        return KeyRing.Create(file);
    }
}

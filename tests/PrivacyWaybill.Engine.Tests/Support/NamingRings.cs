using System.Text;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>One key ring file at every step of a change of its naming key.</summary>
internal static class NamingRings
{
    /// <summary>Before the change, then after each of its steps.</summary>
    public const int Before = 0, Added = 1, Used = 2, Settled = 3, Dropped = 4;

    /// <summary>Five rings: before, added, used, settled, dropped.</summary>
    /// <param name="changes">How many whole changes took place before.</param>
    public static KeyRing[] Make(int changes = 0)
    {
        var folder = Directory.CreateTempSubdirectory("pw-naming-").FullName;
        try
        {
            var path = Path.Combine(folder, "ring.json");
            KeyRingFile.Create(path);
            NamingStep[] steps = [NamingStep.Add, NamingStep.Use, NamingStep.Settle, NamingStep.Drop];
            for (var change = 0; change < changes; change++)
                foreach (var step in steps) KeyRingFile.ChangeNaming(path, step);
            var rings = new List<KeyRing> { Load(path) };
            foreach (var step in steps)
            {
                KeyRingFile.ChangeNaming(path, step);
                rings.Add(Load(path));
            }
            return [.. rings];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The id that a waybill has under a ring's active key.</summary>
    public static RecordId IdOf(this KeyRing ring, Waybill waybill)
    {
        using var worker = ring.CreateWorker();
        var number = Encoding.ASCII.GetBytes(waybill.WaybillNo);
        var ids = new RecordId[1];
        worker.Namer.Name(Callers.Masker.Tenant, number, [number.Length], [waybill.ShipmentEpoch], ids);
        return ids[0];
    }

    /// <summary>What is stored of a waybill in each of its two places: a record, a claim, or nothing.</summary>
    public static async Task<(string Old, string New)> PlacesAsync(this RedisStore store, KeyRing[] rings, Waybill waybill)
    {
        return (Describe(await store.Database.StringGetAsync(RecordStore.Key(rings[Before].IdOf(waybill)))),
            Describe(await store.Database.StringGetAsync(RecordStore.Key(rings[Dropped].IdOf(waybill)))));

        static string Describe(byte[]? value) => value is null ? "nothing" : NamingClaim.Is(value) ? "claim" : "record";
    }

    private static KeyRing Load(string path)
    {
        using var file = KeyRingFile.Load(path);
        return KeyRing.Create(file);
    }
}

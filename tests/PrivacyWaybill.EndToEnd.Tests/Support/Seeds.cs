using Google.Protobuf;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>The committed synthetic waybills.</summary>
public static class Seeds
{
    private static int _epoch = 1_000_000;

    /// <summary>All of them, as shipments of their own: each call gives them an epoch that nothing else uses.</summary>
    public static List<Waybill> Load()
    {
        var epoch = (uint)Interlocked.Increment(ref _epoch);
        var seeds = File.ReadLines(RepositoryFiles.Path("seeds/waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>).ToList();
        foreach (var seed in seeds) seed.ShipmentEpoch = epoch;
        return seeds;
    }
}

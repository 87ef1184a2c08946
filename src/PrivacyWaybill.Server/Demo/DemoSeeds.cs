using System.Text.Json;
using Google.Protobuf;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Demo;

/// <summary>The sample waybills and volumes, as the build put them beside the server.</summary>
internal static class DemoSeeds
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>The demo's number pool.</summary>
    public static string PoolFile => Path.Combine(Folder, "demo-pool.json");

    /// <summary>All sample waybills.</summary>
    public static List<Waybill> Waybills() =>
        [.. File.ReadLines(Path.Combine(Folder, "waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>)];

    /// <summary>The daily volumes that rates are held against.</summary>
    public static List<DailyVolume> Volumes()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "volumes.json")));
        return document.RootElement.GetProperty("days").Deserialize<List<DailyVolume>>(JsonSerializerOptions.Web)!;
    }

    /// <summary>A day's parcels and what it asks of a second.</summary>
    internal sealed record DailyVolume(string Name, long ParcelsPerDay, long AveragePerSecond, long PeakHourPerSecond, long BurstPerSecond);
}

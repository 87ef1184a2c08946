using System.Text.Json;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary><c>seeds/volumes.json</c>.</summary>
/// <param name="Assumptions">What stands in no source.</param>
/// <param name="Days">The days.</param>
internal sealed record DailyVolumes(VolumeAssumptions Assumptions, IReadOnlyList<DailyVolume> Days)
{
    /// <summary>Reads the copy beside the program.</summary>
    public static DailyVolumes Load() =>
        JsonSerializer.Deserialize<DailyVolumes>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seeds", "volumes.json")), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("seeds/volumes.json is empty");
}

using System.Text.Json;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Seeds.Tests;

public class VolumesTests
{
    private static readonly JsonElement Volumes = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Path("seeds/volumes.json"))).RootElement;

    [Fact]
    public void Volumes_Rates_FollowFromTheParcelsAndTheAssumptions()
    {
        var peakHour = Volumes.GetProperty("assumptions").GetProperty("peakHourShareOfDay").GetDecimal();
        var burst = Volumes.GetProperty("assumptions").GetProperty("burstFactorOverPeakHour").GetDecimal();

        foreach (var day in Volumes.GetProperty("days").EnumerateArray())
        {
            var parcels = day.GetProperty("parcelsPerDay").GetDecimal();
            Assert.Equal(Math.Round(parcels / 86_400), day.GetProperty("averagePerSecond").GetDecimal());
            Assert.Equal(Math.Round(parcels * peakHour / 3_600), day.GetProperty("peakHourPerSecond").GetDecimal());
            Assert.Equal(Math.Round(parcels * peakHour * burst / 3_600), day.GetProperty("burstPerSecond").GetDecimal());
        }
    }

    [Fact]
    public void Volumes_EveryDay_NamesItselfAndItsSource()
    {
        var days = Volumes.GetProperty("days").EnumerateArray().ToArray();

        Assert.Equal([250, 330, 545, 777, 1000], days.Select(day => day.GetProperty("parcelsPerDay").GetInt64() / 1_000_000));
        Assert.All(days, day => Assert.NotEmpty(day.GetProperty("source").GetString()!));
        Assert.Distinct(days.Select(day => day.GetProperty("name").GetString()));
    }
}

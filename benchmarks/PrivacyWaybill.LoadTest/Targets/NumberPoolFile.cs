using System.Globalization;
using System.Text.Json;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>The number pool of a run's own servers: one segment of 10^8 numbers, or one of 10^7 for each city.</summary>
internal static class NumberPoolFile
{
    /// <summary>Most cities; more would leave the range of 18400000000.</summary>
    public const int MostCities = 1_000;

    private const long FirstMainNumber = 18_400_000_000;
    private const int OfAll = 10_000, OfACity = 1_000, BlockSize = 10_000;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="cities">How many; 0 for one segment.</param>
    public static void Write(string path, int cities)
    {
        object[] segments = cities == 0
            ? [Segment(1, "深圳", FirstMainNumber, OfAll)]
            : [.. Enumerable.Range(0, cities).Select(static c => Segment(c + 1, WaybillSource.City(c), FirstMainNumber + c * OfACity, OfACity))];
        File.WriteAllText(path, JsonSerializer.Serialize(new { segments }, JsonSerializerOptions.Web));
    }

    /// <summary>The city of a number of a pool with cities.</summary>
    public static string CityOf(string mainNumber) =>
        WaybillSource.City((int)((long.Parse(mainNumber, CultureInfo.InvariantCulture) - FirstMainNumber) / OfACity));

    private static object Segment(int id, string city, long first, int mainNumbers) => new
    {
        id,
        name = $"load-{id}",
        city,
        firstMainNumber = first.ToString(CultureInfo.InvariantCulture),
        mainNumbers,
        extensionLength = 4,
        blockSize = BlockSize,
    };
}

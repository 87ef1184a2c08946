using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Waybills;
using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.LoadTest.Tests.Targets;

public class NumberPoolFileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 50)]
    [InlineData(NumberPoolFile.MostCities, NumberPoolFile.MostCities)]
    public void Write_Cities_GivesSegmentsThatTheServerTakes(int cities, int segments)
    {
        var folder = Directory.CreateTempSubdirectory("pw-load-tests-").FullName;
        try
        {
            var path = Path.Combine(folder, "pool.json");
            NumberPoolFile.Write(path, cities);

            Assert.Equal(segments, SegmentTable.Load(path).Segments.Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("18400000000", 0)]
    [InlineData("18400000999", 0)]
    [InlineData("18400049000", 49)]
    public void CityOf_MainNumber_IsItsSegments(string mainNumber, int city) => Assert.Equal(WaybillSource.City(city), NumberPoolFile.CityOf(mainNumber));
}

using System.Numerics;
using System.Text.Json;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Seeds.Tests;

public class DemoPoolTests
{
    [Fact]
    public void DemoPool_EachSegment_HasTheShapeThatSegmentsMustHave()
    {
        using var pool = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Path("seeds/demo-pool.json")));
        var segments = pool.RootElement.GetProperty("segments").EnumerateArray().ToArray();

        foreach (var segment in segments)
        {
            var mainNumbers = segment.GetProperty("mainNumbers").GetInt64();
            var capacity = BigInteger.Pow(10, segment.GetProperty("extensionLength").GetInt32()) * mainNumbers;
            var first = segment.GetProperty("firstMainNumber").GetString()!;
            Assert.True(segment.GetProperty("demo").GetBoolean());
            Assert.InRange(first.Length, 7, 13);
            Assert.Equal(0, long.Parse(first) % mainNumbers);
            Assert.Matches("^10*$", mainNumbers.ToString());
            Assert.InRange(capacity, BigInteger.Pow(10, 6), BigInteger.Pow(10, 12));
            Assert.Equal(BigInteger.Zero, capacity % segment.GetProperty("blockSize").GetInt64());
        }
        Assert.Distinct(segments.Select(segment => segment.GetProperty("id").GetInt32()));
        Assert.Distinct(segments.Select(segment => segment.GetProperty("name").GetString()));
    }
}

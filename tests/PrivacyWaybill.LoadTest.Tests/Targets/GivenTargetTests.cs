using PrivacyWaybill.LoadTest.Targets;

namespace PrivacyWaybill.LoadTest.Tests.Targets;

public class GivenTargetTests
{
    [Fact]
    public void Tag_OfEachSecond_DiffersFromThoseOfDaysAround()
    {
        var tags = Enumerable.Range(0, 3 * 86_400).Select(s => GivenTarget.Tag(1_800_000_000L + s)).ToArray();

        Assert.Distinct(tags);
        Assert.All(tags, t => Assert.Matches("^[A-Z]{4}$", t));
    }
}

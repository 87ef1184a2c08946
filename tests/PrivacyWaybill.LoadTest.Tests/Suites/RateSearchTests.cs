using PrivacyWaybill.LoadTest.Suites;

namespace PrivacyWaybill.LoadTest.Tests.Suites;

public class RateSearchTests
{
    [Theory]
    [InlineData(1_000, 12_345)]
    [InlineData(1_000, 1_001)]
    [InlineData(50_000, 12_345)]
    public async Task Find_Limit_IsApproachedFromBelow(double start, double limit)
    {
        var held = await RateSearch.FindAsync(start, 6, rate => Task.FromResult(rate <= limit));

        Assert.InRange(held!.Value, limit * 0.98, limit);
    }

    [Fact]
    public async Task Find_NothingHolds_IsNull() => Assert.Null(await RateSearch.FindAsync(1_000, 3, static _ => Task.FromResult(false)));

    [Fact]
    public async Task Find_EverythingHolds_Ends() => Assert.True(await RateSearch.FindAsync(1_000, 3, static _ => Task.FromResult(true)) > 50_000);
}

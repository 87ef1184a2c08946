using PrivacyWaybill.LoadTest.Load;

namespace PrivacyWaybill.LoadTest.Tests.Load;

public class BatchSizesTests
{
    [Theory]
    [InlineData("256", 256, 256)]
    [InlineData("1-10", 1, 10)]
    [InlineData("1000", 1_000, 1_000)]
    public void Parse_SizeOrRange_IsRead(string text, int least, int most) => Assert.Equal(new BatchSizes(least, most), BatchSizes.Parse(text));

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("10-1")]
    [InlineData("1-2-3")]
    [InlineData("-5")]
    [InlineData("many")]
    [InlineData("")]
    public void Parse_AnythingElse_IsRefused(string text) => Assert.Null(BatchSizes.Parse(text));

    [Fact]
    public void At_Range_GivesEachSizeAsOften()
    {
        var sizes = new BatchSizes(1, 10);

        Assert.All(Enumerable.Range(0, 1_000).CountBy(sizes.At), pair => Assert.Equal(100, pair.Value));
        Assert.Equal(5.5, sizes.Average);
    }
}

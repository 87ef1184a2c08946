namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberSegmentTests
{
    [Theory]
    [InlineData("the demo segment", "18400000000", 10_000, 4, 0, 8, 10_000, 10_000)]
    [InlineData("smallest, default block", "18400000000", 100, 4, 0, 6, 1_000, 1_000)]
    [InlineData("no extensions", "18400000000", 1_000_000, 0, 0, 6, 1_000, 1_000)]
    [InlineData("one main number", "4001234", 1, 6, 0, 6, 1_000, 1_000)]
    [InlineData("largest", "9501300000000", 1_000_000, 6, 100_000, 12, 100_000, 10_000_000)]
    [InlineData("leading zero", "075512340000", 10_000, 3, 0, 7, 10_000, 1_000)]
    public void Constructor_GoodShape_GivesCapacityAndBlocks(string label, string first, long mains, int extension, int block,
        int digits, int blockSize, int blocks)
    {
        var segment = new NumberSegment(1, "a", "深圳", first, mains, extension, block);
        Assert.True((segment.CapacityDigits, segment.BlockSize, segment.BlockCount) == (digits, blockSize, blocks), label);
        Assert.Equal(segment.Capacity, (long)segment.BlockSize * segment.BlockCount);
        Assert.Equal(first.Length, segment.MainNumberDigits);
    }

    [Theory]
    [InlineData("a reserve", 10_000, 0, "south-1", "reserveFor")]
    [InlineData("too many blocks to count", 1_000_000, 10_000, null, "raise blockSize")]
    public void Constructor_ExternalSegmentOfAWrongShape_NamesSegmentAndRemedy(string label, long mains, int block, string? reserveFor, string remedy)
    {
        var refused = Assert.Throws<SegmentException>(() => new NumberSegment(1, "south", "", "9501300000000", mains, 4, block, reserveFor: reserveFor, external: true));
        Assert.True(refused.Message.Contains("'south'", StringComparison.Ordinal) && refused.Message.Contains(remedy, StringComparison.Ordinal), label);
    }

    [Theory]
    [InlineData("18400000000", 5_000, 4, 0, "mainNumbers")]
    [InlineData("18400000000", 0, 4, 0, "mainNumbers")]
    [InlineData("18400000500", 10_000, 4, 0, "aligned")]
    [InlineData("1840", 10, 6, 0, "7 to 13 digits")]
    [InlineData("18400000000123", 10, 6, 0, "7 to 13 digits")]
    [InlineData("184-0000000", 10, 6, 0, "7 to 13 digits")]
    [InlineData("18400000000", 10, 4, 0, "10^5")]
    [InlineData("9501300000000", 100_000_000, 6, 0, "10^14")]
    [InlineData("18400000000", 10_000, 7, 0, "extensionLength")]
    [InlineData("18400000000", 10_000, -1, 0, "extensionLength")]
    [InlineData("18400000000", 10_000, 4, 3_000, "blockSize")]
    [InlineData("18400000000", 10_000, 4, 1_000_000, "blockSize")]
    [InlineData("18400000000", 10_000, 4, -10, "blockSize")]
    [InlineData("9501300000000", 1_000_000, 6, 10_000, "raise blockSize")]
    public void Constructor_WrongShape_NamesSegmentAndRemedy(string first, long mains, int extension, int block, string remedy)
    {
        var refused = Assert.Throws<SegmentException>(() => new NumberSegment(1, "south", "", first, mains, extension, block));
        Assert.Contains("'south'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("深圳")]
    [InlineData("a b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void Constructor_WrongName_IsRefused(string name) =>
        Assert.Throws<SegmentException>(() => new NumberSegment(1, name, "", "18400000000", 10_000, 4));

    [Fact]
    public void NumberAt_EveryPlace_IsFoundAgain()
    {
        var segment = new NumberSegment(1, "a", "", "075512300", 100, 4);
        for (var value = 0L; value < segment.Capacity; value += 997)
        {
            Assert.True(segment.TryFind(segment.NumberAt(value), out var found));
            Assert.Equal(value, found);
        }
        Assert.Equal("075512300-0000", segment.NumberAt(0).ToString());
        Assert.Equal("075512399-9999", segment.NumberAt(999_999).ToString());
    }

    [Theory]
    [InlineData("before the first", "18399999999-0000")]
    [InlineData("behind the last", "18400010000-0000")]
    [InlineData("short extension", "18400000000-000")]
    [InlineData("long extension", "18400000000-00000")]
    [InlineData("no extension", "18400000000")]
    [InlineData("short main number", "8400000000-0000")]
    public void TryFind_NumberOfNobody_IsFalse(string label, string text)
    {
        Assert.True(NumberText.TryParse(text, out var number), label);
        Assert.False(new NumberSegment(1, "a", "", "18400000000", 10_000, 4).TryFind(number, out _), label);
    }
}

using System.Text;
using CsCheck;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("18400913965-7576")]
    [InlineData("18400913965转7576")]
    [InlineData("18400913965 转 7576")]
    [InlineData("18400913965轉7576")]
    [InlineData("18400913965转接7576")]
    [InlineData("18400913965转分机7576")]
    [InlineData("18400913965分机7576")]
    [InlineData("18400913965,7576")]
    [InlineData("18400913965,,7576")]
    [InlineData("18400913965,,,7576")]
    [InlineData("18400913965\uFF0C7576")]
    [InlineData("18400913965#7576")]
    [InlineData("18400913965 ext 7576")]
    [InlineData("18400913965 Ext. 7576")]
    [InlineData("18400913965x7576")]
    [InlineData("18400913965;ext=7576")]
    [InlineData("  18400913965-7576 ")]
    [InlineData("+86 18400913965-7576")]
    [InlineData("008618400913965-7576")]
    [InlineData("\uFF11\uFF18\uFF14\uFF10\uFF10\uFF19\uFF11\uFF13\uFF19\uFF16\uFF15\uFF0D\uFF17\uFF15\uFF17\uFF16")]
    public void TryParse_Spelling_GivesMainNumberAndExtension(string text)
    {
        var expected = new ExtendedNumber(18_400_913_965, 7_576, 11, 4);
        Assert.True(NumberText.TryParse(text, out var number));
        Assert.Equal(expected, number);
        Assert.True(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("18400913965", 18_400_913_965, 0, 11, 0)]
    [InlineData("18400913965-0076", 18_400_913_965, 76, 11, 4)]
    [InlineData("075512345678", 75_512_345_678, 0, 12, 0)]
    [InlineData("4001234-123456", 4_001_234, 123_456, 7, 6)]
    public void TryParse_Digits_AreCountedWithLeadingZeros(string text, long main, int extension, byte mainDigits, byte extensionDigits)
    {
        Assert.True(NumberText.TryParse(text, out var number));
        Assert.Equal(new ExtendedNumber(main, extension, mainDigits, extensionDigits), number);
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("short", "123456")]
    [InlineData("long", "12345678901234")]
    [InlineData("long extension", "18400913965-1234567")]
    [InlineData("no extension behind the separator", "18400913965-")]
    [InlineData("two extensions", "18400913965-7576-1")]
    [InlineData("trailing text", "18400913965-7576a")]
    [InlineData("masked", "184****3965")]
    [InlineData("letters", "call me")]
    [InlineData("only spaces", "    ")]
    [InlineData("digits of another script", "١٨٤٠٠٩١٣٩٦٥")]
    [InlineData("four commas", "18400913965,,,,7576")]
    public void TryParse_NoNumber_IsFalse(string label, string text)
    {
        Assert.False(NumberText.TryParse(text, out _), label);
        Assert.False(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _), label);
    }

    [Fact]
    public void TryParse_InvalidUtf8OrTooLong_IsFalse()
    {
        Assert.False(NumberText.TryParse([.. "18400913965-"u8, 0xFF, (byte)'1'], out _));
        Assert.False(NumberText.TryParse(new string(' ', 60) + "18400913965", out _));
        Assert.False(NumberText.TryParse(Encoding.UTF8.GetBytes(new string(' ', 60) + "18400913965"), out _));
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789-转,# +86ext;=x"], 0, 70]).Sample(text =>
        {
            if (!NumberText.TryParse(text, out var number)) return;
            Assert.True(NumberText.TryParse(number.ToString(), out var again));
            Assert.Equal(number, again);
        }, iter: 5_000);

    [Fact]
    public void TryFormat_AnyNumber_IsReadBack() =>
        (from mainDigits in Gen.Int[7, 13]
         from main in Gen.Long[0, (long)Math.Pow(10, mainDigits) - 1]
         from extensionDigits in Gen.Int[0, 6]
         from extension in Gen.Int[0, (int)Math.Pow(10, extensionDigits) - 1]
         select new ExtendedNumber(main, extension, (byte)mainDigits, (byte)extensionDigits)).Sample(number =>
        {
            // 0086 at the head is the country's code.
            if (number.ToString().StartsWith("0086", StringComparison.Ordinal)) return;
            Span<byte> text = stackalloc byte[32];
            Assert.True(NumberText.TryFormat(number, text, out var written));
            Assert.Equal(number.DisplayLength, written);
            Assert.True(NumberText.TryParse(text[..written], out var read));
            Assert.Equal(number, read);
        }, iter: 5_000);

    [Fact]
    public void TryFormat_ShortDestination_IsFalse()
    {
        var number = new ExtendedNumber(18_400_913_965, 76, 11, 4);
        Assert.False(NumberText.TryFormat(number, new byte[15], out var written));
        Assert.Equal(0, written);
        Assert.False(NumberText.TryFormat(number, new char[15], out _));
        Assert.False(NumberText.TryFormatExtension(number, new byte[3], out _));
        var extension = new byte[4];
        Assert.True(NumberText.TryFormatExtension(number, extension, out _));
        Assert.Equal("0076"u8, extension);
    }
}

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
    [InlineData("18400913965[7576]")]
    [InlineData("18400913965 [ 7576 ]")]
    [InlineData("18400913965\uFF3B7576\uFF3D")]
    [InlineData("18400913965【7576】")]
    [InlineData("184 0091 3965 转 7576")]
    [InlineData("184-0091-3965-7576")]
    [InlineData("+86 184 0091 3965,7576")]
    [InlineData("86-18400913965-7576")]
    [InlineData("\uFF0B86\uFF11\uFF18400913965\uFF03\uFF17576")]
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
    [InlineData("9501300000012转0007", 9_501_300_000_012, 7, 13, 4)]
    [InlineData("95013 0000 0012,,0007", 9_501_300_000_012, 7, 13, 4)]
    [InlineData("95013-0000-0012-0007", 9_501_300_000_012, 7, 13, 4)]
    [InlineData("0755-12345678", 75_512_345_678, 0, 12, 0)]
    [InlineData("0755-12345678-01", 75_512_345_678, 1, 12, 2)]
    [InlineData("400-123-4567", 4_001_234_567, 0, 10, 0)]
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
    [InlineData("an extension or more of the number", "18400913965 7576")]
    [InlineData("groups and an extension or more of the number", "184 0091 3965 7576")]
    [InlineData("run together", "184009139657576")]
    [InlineData("gaps of two kinds", "184-0091 3965")]
    [InlineData("groups that nobody writes", "18 400 913 965")]
    [InlineData("brackets left open", "18400913965[7576")]
    [InlineData("nothing in brackets", "18400913965[]")]
    [InlineData("brackets and more", "18400913965[7576]1")]
    [InlineData("a name in brackets", "18400913965[王]")]
    public void TryParse_NoNumber_IsFalse(string label, string text)
    {
        Assert.False(NumberText.TryParse(text, out _), label);
        Assert.False(NumberText.TryParse(Encoding.UTF8.GetBytes(text), out _), label);
    }

    [Theory]
    [InlineData("digits", "18400913965", "7576", 7_576, 4)]
    [InlineData("leading zeros", "18400913965", "0076", 76, 4)]
    [InlineData("all zeros", "18400913965", "0000", 0, 4)]
    [InlineData("full-width digits", "18400913965", "\uFF10\uFF10\uFF17\uFF16", 76, 4)]
    [InlineData("spaces", "18400913965", "  7576 ", 7_576, 4)]
    [InlineData("a separator", "18400913965", "转7576", 7_576, 4)]
    [InlineData("commas", "18400913965", ",,7576", 7_576, 4)]
    [InlineData("a name", "18400913965", "王**[0076]", 76, 4)]
    [InlineData("an address", "+86 18400913965", "浙江省杭州市西湖区天目山路***【7576】", 7_576, 4)]
    [InlineData("an address with digits", "18400913965", "天目山路226号6幢[7576]", 7_576, 4)]
    [InlineData("a word in brackets as well", "18400913965", "王**[家][7576]", 7_576, 4)]
    [InlineData("the same twice", "18400913965-7576", "7576", 7_576, 4)]
    [InlineData("empty", "18400913965-7576", "", 7_576, 4)]
    [InlineData("spaces only", "18400913965-7576", "  ", 7_576, 4)]
    [InlineData("long number", "95013 0000 0012", "123456", 123_456, 6)]
    public void TryParse_ExtensionOfItsOwn_GivesBoth(string label, string text, string extension, int value, byte digits)
    {
        Assert.True(NumberText.TryParse(text, extension, out var number), label);
        Assert.Equal((value, digits), (number.Extension, number.ExtensionDigits));
    }

    [Theory]
    [InlineData("another one", "18400913965-7576", "7577")]
    [InlineData("another one by its zeros", "18400913965-76", "076")]
    [InlineData("too long", "18400913965", "1234567")]
    [InlineData("two in brackets", "18400913965", "王[7576][7577]")]
    [InlineData("the same twice in brackets", "18400913965", "王[7576][7576]")]
    [InlineData("a phone in brackets", "18400913965", "王[13912345678]")]
    [InlineData("letters and digits in brackets", "18400913965", "王[A7576]")]
    [InlineData("an open bracket", "18400913965", "王[7576")]
    [InlineData("a name without", "18400913965", "王**")]
    [InlineData("digits behind a name", "18400913965", "王7576")]
    [InlineData("digits and more", "18400913965", "7576室")]
    [InlineData("two numbers", "18400913965", "75 76")]
    [InlineData("no main number", "", "7576")]
    public void TryParse_ExtensionThatIsNoneOrTwo_IsFalse(string label, string text, string extension)
    {
        Assert.False(NumberText.TryParse(text, extension, out var number), label);
        Assert.Equal(default, number);
    }

    [Fact]
    public void TryParse_AnyExtension_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789[]【】转, 王#"], 0, 600]).Sample(extension =>
        {
            if (!NumberText.TryParse("18400913965", extension, out var number) || number.ExtensionDigits == 0) return;
            Assert.True(NumberText.TryParse(number.ToString(), out var again));
            Assert.Equal(number, again);
        }, iter: 5_000);

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

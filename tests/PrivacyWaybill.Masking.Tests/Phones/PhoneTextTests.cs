using System.Text;

namespace PrivacyWaybill.Masking.Tests.Phones;

public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("bare", "13812345678", "13812345678")]
    [InlineData("spaces", "138 1234 5678", "13812345678")]
    [InlineData("plus 86", "+86 138-1234-5678", "13812345678")]
    [InlineData("0086", "008613812345678", "13812345678")]
    [InlineData("bracketed 86", "(86)13812345678", "13812345678")]
    [InlineData("leading zero", "013812345678", "13812345678")]
    [InlineData("full-width", "１３８１２３４５６７８", "13812345678")]
    [InlineData("Han numerals", "一三八一二三四五六七八", "13812345678")]
    [InlineData("spoken one", "幺三八一二三四五六七八", "13812345678")]
    [InlineData("financial numerals", "壹叁捌壹贰叁肆伍陆柒捌", "13812345678")]
    [InlineData("landline", "0755-83712345", "075583712345")]
    [InlineData("landline with company extension", "0755-83712345-8012", "075583712345")]
    [InlineData("landline behind +86", "+86 755 83712345", "075583712345")]
    [InlineData("Beijing behind +86", "+86 10 6234 5678", "01062345678")]
    [InlineData("service number", "400-821-0000", "4008210000")]
    [InlineData("Hong Kong", "+852 9123 4567", "85291234567")]
    [InlineData("with a note", "13812345678（白天）", "13812345678")]
    public void TryNormalise_OneNumber_GivesBareDigits(string label, string field, string expected)
    {
        Assert.NotEmpty(label);
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        Assert.True(PhoneText.TryNormalise(Encoding.UTF8.GetBytes(field), digits, out var written));
        Assert.Equal(expected, Encoding.ASCII.GetString(digits[..written]));
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("no digits", "无")]
    [InlineData("too short", "12345")]
    [InlineData("two numbers", "13812345678/13987654321")]
    [InlineData("masked", "138****5678")]
    [InlineData("longer than any number", "13812345678139876543211")]
    public void TryNormalise_NotOneNumber_IsRefused(string label, string field)
    {
        Assert.NotEmpty(label);
        Assert.False(PhoneText.TryNormalise(Encoding.UTF8.GetBytes(field), new byte[64], out var written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void TryNormalise_InvalidUtf8_IsRefused() => Assert.False(PhoneText.TryNormalise([0x31, 0xFF], new byte[8], out _));

    [Fact]
    public void TryNormalise_ShortDestination_IsRefused() => Assert.False(PhoneText.TryNormalise("13812345678"u8, new byte[10], out _));

    [Theory]
    [InlineData("13812345678", true)]
    [InlineData("19912345678", true)]
    [InlineData("12812345678", false)]
    [InlineData("1381234567", false)]
    [InlineData("138123456789", false)]
    [InlineData("1381234567x", false)]
    [InlineData("", false)]
    public void IsMainlandMobile_Digits_AreClassified(string digits, bool expected) =>
        Assert.Equal(expected, PhoneText.IsMainlandMobile(Encoding.ASCII.GetBytes(digits)));
}

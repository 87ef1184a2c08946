using System.Text;
using CsCheck;
using PrivacyWaybill.Engine.Content;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class TextPackingTests
{
    private const int MostPerByte = TextPacking.MostPerByte;

    [Fact]
    public void Unpack_AnyPackedBytes_AreTheBytes() => Gen.Byte.Array[0, 400].Sample(text => Unpack(Pack(text)).AsSpan().SequenceEqual(text));

    [Fact]
    public void Unpack_AnyPackedText_IsTheText() =>
        Gen.Char["张市号（，　한é1\n"].Array[0, 40].Select(c => Encoding.UTF8.GetBytes(c)).Sample(text => Unpack(Pack(text)).AsSpan().SequenceEqual(text));

    [Fact]
    public void Unpack_EveryCharacter_IsItself()
    {
        for (var c = 0; c < 0x10000; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF) continue;
            foreach (var text in (string[])[$"{(char)c}", $"a{(char)c}{(char)c}1"])
                Assert.Equal(Encoding.UTF8.GetBytes(text), Unpack(Pack(Encoding.UTF8.GetBytes(text))));
        }
    }

    [Theory]
    [InlineData("", 0, "nothing")]
    [InlineData("abc", 3, "ASCII")]
    [InlineData("张", 2, "Han")]
    [InlineData("号市区", 3, "frequent Han")]
    [InlineData("（，", 4, "wide signs")]
    [InlineData("13812345678", 6, "mobile")]
    [InlineData("10000000000", 6, "zeros")]
    [InlineData("19999999999", 6, "nines")]
    [InlineData("113812345678", 12, "twelve digits")]
    [InlineData("1381234567", 10, "ten digits")]
    [InlineData("23812345678", 11, "no 1")]
    [InlineData("1+812345678", 11, "a sign that a number may have")]
    [InlineData("1 812345678", 11, "a space")]
    [InlineData("13812345678 ", 12, "a mobile and a space")]
    [InlineData("한국", 8, "what has no shorter form")]
    [InlineData("𠮷", 6, "outside the basic plane")]
    public void Pack_Text_HasTheLength(string text, int length, string label)
    {
        _ = label;
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(length, Pack(bytes).Length);
        Assert.Equal(bytes, Unpack(Pack(bytes)));
    }

    [Fact]
    public void Pack_LongRunWithoutShorterForm_IsSplit()
    {
        var text = Encoding.UTF8.GetBytes(new string('한', 200));
        Assert.Equal(600 + 3 * 2, Pack(text).Length);
        Assert.Equal(text, Unpack(Pack(text)));
    }

    [Fact]
    public void Pack_TooLittleRoom_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { TextPacking.Pack("张"u8, new byte[8]); });

    [Theory]
    [InlineData(new byte[] { 0x80 }, "Han without its second byte")]
    [InlineData(new byte[] { 0xFE, 1, 2, 3, 4 }, "mobile cut short")]
    [InlineData(new byte[] { 0xFF }, "run without a length")]
    [InlineData(new byte[] { 0xFF, 5, 1, 2 }, "run cut short")]
    public void Unpack_Damaged_IsRefused(byte[] packed, string label)
    {
        _ = label;
        Assert.Equal(-1, TextPacking.Unpack(packed, new byte[64]));
    }

    [Fact]
    public void Unpack_AnyBytes_StaysWithinTheMaximum() =>
        Gen.Byte.Array[0, 64].Sample(packed => TextPacking.Unpack(packed, new byte[MostPerByte * packed.Length]) <= MostPerByte * packed.Length);

    private static byte[] Pack(byte[] text)
    {
        var room = new byte[MostPerByte * text.Length];
        return room[..TextPacking.Pack(text, room)];
    }

    private static byte[] Unpack(byte[] packed)
    {
        var room = new byte[MostPerByte * packed.Length];
        return room[..TextPacking.Unpack(packed, room)];
    }
}

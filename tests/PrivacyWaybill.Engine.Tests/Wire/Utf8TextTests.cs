using System.Text;
using System.Text.Unicode;
using CsCheck;
using PrivacyWaybill.Engine.Wire;

namespace PrivacyWaybill.Engine.Tests.Wire;

public sealed class Utf8TextTests
{
    private static readonly byte[][] Pieces =
    [
        [.. "a"u8], [.. "1号"u8], [.. "广东省深圳市"u8], [.. "é"u8], [.. "𠮷"u8], [.. "한"u8], [.. "（　）"u8],
        [0xE0, 0x80, 0x80], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xC0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0x80], [0xE5], [0xE5, 0xBC], [0xE5, 0xBC, 0x41], [0xE5, 0x41, 0xA0], [0xFF],
    ];

    private static readonly Gen<byte[]> Text = Gen.OneOf(
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(p => p.SelectMany(i => Pieces[i]).ToArray()),
        Gen.Int[0, 6].Array[0, 12].Select(p => p.SelectMany(i => Pieces[i]).ToArray()),
        Gen.Byte.Array[0, 24]);

    /// <summary>Whatever stands before and behind it.</summary>
    [Fact]
    public void IsValid_AnyBytes_AgreesWithThePlatform() =>
        Gen.Select(Text, Text, Text).Sample((before, text, behind) =>
            Utf8.IsValid(text) == Utf8Text.IsValid([.. before, .. text, .. behind], before.Length, before.Length + text.Length), iter: 200_000);

    /// <summary>Each three bytes of which the first begins a character of three, behind ASCII and Han.</summary>
    [Fact]
    public void IsValid_EveryCharacterOfThreeBytes_AgreesWithThePlatform()
    {
        byte[] message = [.. "张张a张张张张"u8];
        for (var first = 0xE0; first <= 0xEF; first++)
            for (var second = 0; second < 0x100; second++)
                for (var third = 0x70; third < 0x100; third += 3)
                    foreach (var at in (int[])[0, 3, 7, 10])
                    {
                        var bytes = message.ToArray();
                        (bytes[at], bytes[at + 1], bytes[at + 2]) = ((byte)first, (byte)second, (byte)third);
                        Assert.Equal(Utf8.IsValid(bytes), Utf8Text.IsValid(bytes, 0, bytes.Length));
                    }
    }

    /// <summary>A text that ends within a character is none, although the message goes on with the rest of it.</summary>
    [Fact]
    public void IsValid_TextThatEndsWithinACharacter_IsNone()
    {
        var message = Encoding.UTF8.GetBytes("张张张张张张");
        for (var end = 0; end <= message.Length; end++) Assert.Equal(end % 3 == 0, Utf8Text.IsValid(message, 0, end));
    }
}

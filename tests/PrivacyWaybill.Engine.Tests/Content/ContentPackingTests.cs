using System.Text;
using CsCheck;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Tests.Support;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class ContentPackingTests
{
    [Fact]
    public void Unpack_PackedTexts_AreTheTexts() =>
        ContentGen.Texts.Select(ContentGen.Content).Sample(content => content.AsSpan().SequenceEqual(ContentPacking.Unpack(Pack(content))));

    [Fact]
    public void Unpack_AnyPackedBytes_AreTheBytes() =>
        Gen.Byte.Array[0, 400].Select(bytes => (byte[])[ContentCodec.Version, .. bytes])
            .Sample(content => content.AsSpan().SequenceEqual(ContentPacking.Unpack(Pack(content))));

    [Fact]
    public void Unpack_EveryCharacter_IsItself()
    {
        for (var c = 0; c < 0x10000; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF) continue;
            byte[] content = [ContentCodec.Version, .. Encoding.UTF8.GetBytes($"a{(char)c}{(char)c}1")];
            Assert.Equal(content, ContentPacking.Unpack(Pack(content)));
        }
    }

    [Theory]
    [InlineData("", 1, "nothing but the version")]
    [InlineData("abc", 4, "ASCII")]
    [InlineData("张", 3, "Han")]
    [InlineData("号市区", 4, "frequent Han")]
    [InlineData("（，", 5, "wide signs")]
    [InlineData("13812345678", 7, "mobile")]
    [InlineData("113812345678", 8, "eleven digits from the first 1 on")]
    [InlineData("1381234567", 11, "ten digits")]
    [InlineData("23812345678", 12, "no 1")]
    [InlineData("10000000000", 7, "zeros")]
    [InlineData("19999999999", 7, "nines")]
    [InlineData("한국", 9, "what has no shorter form")]
    [InlineData("𠮷", 7, "outside the basic plane")]
    public void Pack_Text_HasTheLength(string text, int length, string label)
    {
        _ = label;
        byte[] content = [ContentCodec.Version, .. Encoding.UTF8.GetBytes(text)];
        Assert.Equal(length, Pack(content).Length);
        Assert.Equal(content, ContentPacking.Unpack(Pack(content)));
    }

    [Fact]
    public void Pack_LongRunWithoutShorterForm_IsSplit()
    {
        byte[] content = [ContentCodec.Version, .. Encoding.UTF8.GetBytes(new string('한', 200))];
        var packed = Pack(content);
        Assert.Equal(1 + 600 + 3 * 2, packed.Length);
        Assert.Equal(content, ContentPacking.Unpack(packed));
    }

    [Fact]
    public void Pack_Contents_AreWithinTheMaximum() =>
        Gen.Byte.Array[0, 64].Select(bytes => (byte[])[ContentCodec.Version, .. bytes])
            .Sample(content => Pack(content).Length <= ContentPacking.MaximumLength(content.Length));

    [Theory]
    [InlineData(ContentCodec.Version, "a content that was stored unpacked")]
    [InlineData(ContentCodec.VersionWithoutMarks, "an older one")]
    public void Unpack_OtherVersions_StayAsTheyAre(byte version, string label)
    {
        _ = label;
        byte[] stored = [version, 1, 0, 3, 0xE5, 0xBC, 0xA0];
        Assert.Equal(stored, ContentPacking.Unpack(stored));
    }

    [Theory]
    [InlineData(new byte[] { 3, 0x80 }, "Han without its second byte")]
    [InlineData(new byte[] { 3, 0xFE, 1, 2, 3, 4 }, "mobile cut short")]
    [InlineData(new byte[] { 3, 0xFF }, "run without a length")]
    [InlineData(new byte[] { 3, 0xFF, 5, 1, 2 }, "run cut short")]
    public void Unpack_Damaged_IsNull(byte[] stored, string label)
    {
        _ = label;
        Assert.Null(ContentPacking.Unpack(stored));
    }

    [Fact]
    public void Unpack_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 64].Sample(bytes => { ContentPacking.Unpack([ContentPacking.Version, .. bytes]); });

    private static byte[] Pack(byte[] content)
    {
        var room = new byte[ContentPacking.MaximumLength(content.Length)];
        return room[..ContentPacking.Pack(content, room)];
    }
}

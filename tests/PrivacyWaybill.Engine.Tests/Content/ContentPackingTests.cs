using CsCheck;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class ContentPackingTests
{
    [Fact]
    public void Unpack_PackedTexts_AreTheContent() =>
        Gen.Select(ContentGen.Texts, Gen.ULong).Sample((texts, marks) =>
        {
            var batch = ContentGen.BatchOf(texts);
            foreach (var field in ContentCodec.ContentFields)
                if ((marks >> (int)field & 1) != 0) batch.NoteArrivedMasked(0, field);
            Assert.Equal(ContentCodec.Write(batch, 0), ContentPacking.Unpack(Pack(batch)));
        });

    /// <summary>Originals lie one behind the other, and are wiped up to there.</summary>
    [Fact]
    public void Pack_BehindTheContent_WritesNoFurtherThanItSays() =>
        ContentGen.Texts.Sample(static texts =>
        {
            const byte Untouched = 0xA5;
            var batch = ContentGen.BatchOf(texts);
            var room = new byte[ContentPacking.MaximumLength(batch)];
            room.AsSpan().Fill(Untouched);
            var end = ContentPacking.Pack(batch, 0, room) + ContentPacking.WrittenBehind;
            Assert.False(room.AsSpan(Math.Min(end, room.Length)).ContainsAnyExcept(Untouched));
        });

    /// <summary>Stored records hold these bytes: what changes here cannot be read any more, and is no replay.</summary>
    [Fact]
    public void Pack_KnownTexts_GivesTheBytesOfVersion4()
    {
        var batch = ContentGen.BatchOf(new Dictionary<TextField, string>
        {
            [TextField.Goods] = "书a",
            [TextFields.Of(PartyRole.Sender, PartyField.Name)] = "한",
            [TextFields.Of(PartyRole.Recipient, PartyField.Mobile)] = "13812345678",
            [TextFields.Of(PartyRole.Recipient, PartyField.AddressText)] = "3号（东）",
        });
        batch.NoteArrivedMasked(0, TextField.Goods);
        Assert.Equal("04" + "8203806661" + "0C05FF03ED959C" + "1B06FE00E33BC74E" + "1E0733E0D308EAD309", Convert.ToHexString(Pack(batch)));
    }

    /// <summary>A message may be long for what this server does not know: no room is made for that.</summary>
    [Fact]
    public void MaximumLength_LongMessageOfFewTexts_IsThatOfTheTexts()
    {
        var batch = ContentGen.BatchOf(new Dictionary<TextField, string> { [TextField.Goods] = "书" });
        batch.AddInput(3 << 20, out _);
        Assert.InRange(ContentPacking.MaximumLength(batch), Pack(batch).Length, 1_000);
    }

    [Theory]
    [InlineData(127, 2)]
    [InlineData(128, 3)]
    [InlineData(600, 3)]
    public void Pack_Length_TakesTwoBytesFrom128(int length, int header)
    {
        var batch = ContentGen.BatchOf(new Dictionary<TextField, string> { [TextField.Remark] = new('a', length) });
        Assert.Equal(1 + header + length, Pack(batch).Length);
        Assert.Equal(ContentCodec.Write(batch, 0), ContentPacking.Unpack(Pack(batch)));
    }

    [Fact]
    public void Unpack_ContentPackedAsOneText_IsRead() =>
        Assert.Equal(Convert.FromHexString("02" + "020003E5BCA0" + "1B000B3133383132333435363738"), ContentPacking.Unpack(Convert.FromHexString("03" + "020003" + "9120" + "1B000B" + "FE00E33BC74E")));

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
    [InlineData("0302000180", "of one text: Han without its second byte")]
    [InlineData("0402", "a text without a length")]
    [InlineData("040281", "a long text without its length's second byte")]
    [InlineData("04020261", "a text cut short")]
    [InlineData("04020180", "Han without its second byte, at the end")]
    [InlineData("04020180030161", "Han whose second byte would be the next text's")]
    public void Unpack_Damaged_IsNull(string stored, string label)
    {
        _ = label;
        Assert.Null(ContentPacking.Unpack(Convert.FromHexString(stored)));
    }

    [Fact]
    public void Unpack_AnyBytes_NeverThrows() =>
        Gen.Select(Gen.Byte[3, 4], Gen.Byte.Array[0, 64]).Sample((version, bytes) => { ContentPacking.Unpack([version, .. bytes]); });

    private static byte[] Pack(WaybillBatch batch)
    {
        var room = new byte[ContentPacking.MaximumLength(batch)];
        return room[..ContentPacking.Pack(batch, 0, room)];
    }
}

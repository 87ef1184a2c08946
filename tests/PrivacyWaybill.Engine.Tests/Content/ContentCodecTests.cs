using System.Text;
using CsCheck;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class ContentCodecTests
{
    /// <summary>What may change without the content being another one.</summary>
    private static readonly TextField[] NotContent =
    [
        TextField.ObjectId, TextField.WaybillNo, TextField.RouteLabel, TextField.Profile, TextField.ExemptionGrant, TextField.PseudonymPurpose,
        TextField.ParentWaybillNo,
        TextFields.Of(PartyRole.Sender, PartyField.NumberSegment), TextFields.Of(PartyRole.Recipient, PartyField.NumberSegment),
    ];

    [Fact]
    public void ContentFields_TogetherWithWhatIsNone_AreAllFieldsOnceInOrder()
    {
        Assert.Equal(TextFields.All.ToArray().Except(NotContent), ContentCodec.ContentFields.ToArray());
        Assert.Equal(ContentCodec.ContentFields.ToArray().Order(), ContentCodec.ContentFields.ToArray());
    }

    [Fact]
    public void WriteAndRestore_AnyTexts_RoundTrip() =>
        ContentGen.Texts.Sample(texts =>
        {
            var batch = ContentGen.BatchOf([new(TextField.Remark, "from before"), new(TextField.ObjectId, "stays")]);
            Assert.True(ContentCodec.Restore(ContentGen.Content(texts), batch, 0));
            foreach (var field in ContentCodec.ContentFields)
                Assert.Equal(texts.GetValueOrDefault(field, ""), Encoding.UTF8.GetString(batch.Input(0, field)));
            Assert.Equal("stays", Encoding.UTF8.GetString(batch.Input(0, TextField.ObjectId)));
        }, iter: 2_000);

    [Fact]
    public void Write_SameTextsInAnyOrder_GivesTheSameBytes() =>
        ContentGen.Texts.Sample(texts =>
        {
            var backwards = ContentGen.BatchOf(texts.Reverse());
            var content = ContentCodec.Write(backwards, 0);
            Assert.Equal(ContentGen.Content(texts), content);
        }, iter: 1_000);

    [Fact]
    public void Write_OtherTexts_GivesOtherBytes() =>
        Gen.Select(ContentGen.Texts, ContentGen.Texts).Sample((a, b) =>
            Assert.Equal(a.Count == b.Count && a.All(p => b.GetValueOrDefault(p.Key) == p.Value), ContentGen.Content(a).AsSpan().SequenceEqual(ContentGen.Content(b))), iter: 2_000);

    [Fact]
    public void Write_FieldsThatAreNoContent_LeaveTheBytesAlone()
    {
        var texts = new Dictionary<TextField, string> { [TextField.Goods] = "书" };
        var plain = ContentGen.Content(texts);
        foreach (var field in NotContent) texts[field] = "other";
        Assert.Equal(plain, ContentGen.Content(texts));
    }

    private static readonly Dictionary<TextField, string> KnownTexts = new()
    {
        [TextField.Goods] = "g",
        [TextField.ReplacementOf] = "r",
        [TextFields.Of(PartyRole.Sender, PartyField.Name)] = "周",
        [TextFields.Of(PartyRole.Recipient, PartyField.Mobile)] = "139",
        [TextFields.Of(PartyRole.Recipient, PartyField.PlatformReference)] = "p",
    };

    /// <summary>Stored records hold these bytes: what changes here cannot be read any more.</summary>
    [Fact]
    public void Write_KnownTexts_GivesTheBytesOfVersion2() =>
        Assert.Equal("02" + "02000167" + "08000172" + "0C0003E591A8" + "1B0003313339" + "26000170", Convert.ToHexString(ContentGen.Content(KnownTexts)));

    [Fact]
    public void Write_TextThatArrivedMasked_HasTheTopBitOfItsFieldSet()
    {
        var batch = ContentGen.BatchOf(KnownTexts);
        batch.NoteArrivedMasked(0, TextFields.Of(PartyRole.Recipient, PartyField.Mobile));
        var content = ContentCodec.Write(batch, 0);
        Assert.Equal("02" + "02000167" + "08000172" + "0C0003E591A8" + "9B0003313339" + "26000170", Convert.ToHexString(content));
    }

    [Fact]
    public void Restore_Version1_IsRead()
    {
        var batch = ContentGen.BatchOf([]);
        Assert.True(ContentCodec.Restore(Convert.FromHexString("01" + "02000167" + "08000172" + "0C0003E591A8" + "1B0003313339" + "26000170"), batch, 0));
        foreach (var (field, text) in KnownTexts) Assert.Equal(text, Encoding.UTF8.GetString(batch.Input(0, field)));
    }

    [Fact]
    public void WriteAndRead_AnyMarks_RoundTripWithTheTexts() =>
        Gen.Select(ContentGen.Texts, Gen.ULong).Sample((texts, marks) =>
        {
            var batch = ContentGen.BatchOf(texts);
            foreach (var field in ContentCodec.ContentFields)
                if ((marks >> (int)field & 1) != 0) batch.NoteArrivedMasked(0, field);
            var content = ContentCodec.Write(batch, 0);
            var reader = new ContentReader(content);
            var read = new Dictionary<TextField, string>();
            while (reader.Next())
            {
                read.Add(reader.Field, Encoding.UTF8.GetString(reader.Text));
                Assert.Equal((marks >> (int)reader.Field & 1) != 0, reader.ArrivedMasked);
            }
            Assert.False(reader.IsBroken);
            Assert.Equal(texts.OrderBy(p => p.Key), read);
            Assert.True(ContentComparison.AreSame(content, ContentGen.Content(texts)));
        }, iter: 2_000);

    /// <summary>Version 1 did not say, so its texts are looked at.</summary>
    [Theory]
    [InlineData("138****5678", true)]
    [InlineData("138******78", true)]
    [InlineData("13812345678", false)]
    public void ArrivedMasked_OfVersion1_IsToldFromTheText(string mobile, bool expected)
    {
        var content = ContentGen.Content(new Dictionary<TextField, string> { [TextFields.Of(PartyRole.Sender, PartyField.Mobile)] = mobile });
        content[0] = ContentCodec.VersionWithoutMarks;
        var reader = new ContentReader(content);
        Assert.True(reader.Next());
        Assert.Equal(expected, reader.ArrivedMasked);
    }

    [Fact]
    public void Restore_AnyBytes_NeverThrows() =>
        Gen.Select(Gen.Byte[0, 3], Gen.Byte.Array[0, 60]).Sample((version, rest) =>
        {
            ContentCodec.Restore([version, .. rest], ContentGen.BatchOf([]), 0);
            ContentCodec.Restore(rest, ContentGen.BatchOf([]), 0);
        }, iter: 20_000);

    [Fact]
    public void Restore_ContentCutShort_IsRefusedAndLeavesTheItemEmpty()
    {
        var content = ContentGen.Content(new Dictionary<TextField, string> { [TextField.Goods] = "书", [TextField.Remark] = "放门口" });
        for (var length = 0; length < content.Length; length++)
        {
            // A cut between two texts is a content of its own: what is sealed cannot be cut unnoticed.
            if (length is 1 or 7) continue;
            var batch = ContentGen.BatchOf([new(TextField.Goods, "came in")]);
            Assert.False(ContentCodec.Restore(content.AsSpan(0, length), batch, 0));
            foreach (var field in ContentCodec.ContentFields) Assert.True(batch.Input(0, field).IsEmpty);
        }
    }

    [Theory]
    [InlineData("00", "no version")]
    [InlineData("03", "another version")]
    [InlineData("017F0000", "a field that there is not")]
    [InlineData("027F0000", "a field that there is not")]
    [InlineData("02FF0000", "a field that there is not, marked")]
    [InlineData("01820000", "a mark in a version without marks")]
    [InlineData("0102FFFF67", "a length beyond the end")]
    public void Restore_NotAContent_IsRefused(string hex, string label)
    {
        _ = label;
        Assert.False(ContentCodec.Restore(Convert.FromHexString(hex), ContentGen.BatchOf([]), 0));
    }
}

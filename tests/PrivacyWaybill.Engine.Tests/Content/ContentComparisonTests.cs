using CsCheck;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class ContentComparisonTests
{
    private static readonly TextField Mobile = TextFields.Of(PartyRole.Recipient, PartyField.Mobile);

    [Fact]
    public void AreSame_Itself_Always() =>
        ContentGen.Texts.Sample(texts => Assert.True(ContentComparison.AreSame(ContentGen.Content(texts), ContentGen.Content(texts))), iter: 2_000);

    [Fact]
    public void AreSame_TwoContents_IsSymmetric() =>
        Gen.Select(ContentGen.Texts, ContentGen.Texts).Sample((a, b) =>
            Assert.Equal(ContentComparison.AreSame(ContentGen.Content(a), ContentGen.Content(b)), ContentComparison.AreSame(ContentGen.Content(b), ContentGen.Content(a))), iter: 2_000);

    [Fact]
    public void AreSame_WhiteSpaceAround_IsNoDifference() =>
        Gen.Select(ContentGen.Texts, ContentGen.Of(" \t　\r\n", 0, 4), ContentGen.Of(" \t　\r\n", 0, 4)).Sample((texts, before, after) =>
        {
            var spaced = texts.ToDictionary(p => p.Key, p => before + p.Value + after);
            Assert.True(ContentComparison.AreSame(ContentGen.Content(texts), ContentGen.Content(spaced)));
        }, iter: 2_000);

    [Fact]
    public void AreSame_ALetterMoreInOneField_IsADifference() =>
        Gen.Select(ContentGen.Texts, Gen.Int[0, ContentCodec.ContentFields.Length - 1]).Sample((texts, at) =>
        {
            var field = ContentCodec.ContentFields[at];
            var changed = new Dictionary<TextField, string>(texts) { [field] = texts.GetValueOrDefault(field, "") + "木" };
            // A note behind a phone does not make it another phone.
            if (!TextFields.Path(field).EndsWith("mobile", StringComparison.Ordinal) && !TextFields.Path(field).EndsWith("landline", StringComparison.Ordinal))
                Assert.False(ContentComparison.AreSame(ContentGen.Content(texts), ContentGen.Content(changed)));
        }, iter: 4_000);

    [Fact]
    public void AreSame_OneTextInAnotherField_IsADifference() =>
        Gen.Select(Gen.Int[0, ContentCodec.ContentFields.Length - 1], Gen.Int[0, ContentCodec.ContentFields.Length - 1]).Sample((a, b) =>
            Assert.Equal(a == b, ContentComparison.AreSame(
                ContentGen.Content(new Dictionary<TextField, string> { [ContentCodec.ContentFields[a]] = "13955556666" }),
                ContentGen.Content(new Dictionary<TextField, string> { [ContentCodec.ContentFields[b]] = "13955556666" }))), iter: 2_000);

    [Theory]
    [InlineData("13955556666", "139 5555 6666", true, "spaces")]
    [InlineData("13955556666", "+86-139-5555-6666", true, "country code")]
    [InlineData("13955556666", "013955556666", true, "a zero before")]
    [InlineData("13955556666", "１３９５５５５６６６６", true, "full-width digits")]
    [InlineData("13955556666", "13955556667", false, "one digit other")]
    [InlineData("13955556666", "1395555666", false, "one digit less")]
    [InlineData("0755-26711111", "075526711111", true, "a landline without its hyphen")]
    [InlineData("0755-26711111", "26711111", false, "a landline without its area code")]
    [InlineData("139****6666", "139****6666", true, "masked, the same")]
    [InlineData("139****6666", "138****6666", false, "masked, another")]
    [InlineData("13955556666", "139****6666", false, "masked and not")]
    [InlineData("13955556666 13877776666", "13877776666 13955556666", false, "two, the other way round")]
    [InlineData("12345", "1 2345", false, "no phone: its text counts")]
    [InlineData("+1 202 555 0123", "12025550123", true, "foreign, without its plus")]
    public void AreSame_Phones_AreTheirDigits(string left, string right, bool expected, string label)
    {
        _ = label;
        foreach (var field in new[] { Mobile, TextFields.Of(PartyRole.Sender, PartyField.Landline) })
            Assert.Equal(expected, ContentComparison.AreSame(
                ContentGen.Content(new Dictionary<TextField, string> { [field] = left }),
                ContentGen.Content(new Dictionary<TextField, string> { [field] = right })));
    }

    [Fact]
    public void AreSame_PhoneSpellingsOutsideAPhoneField_AreTexts() =>
        Assert.False(ContentComparison.AreSame(
            ContentGen.Content(new Dictionary<TextField, string> { [TextField.Remark] = "13955556666" }),
            ContentGen.Content(new Dictionary<TextField, string> { [TextField.Remark] = "139 5555 6666" })));

    [Fact]
    public void AreSame_SameTextsInTheVersionBefore_IsNoDifference() =>
        ContentGen.Texts.Sample(texts =>
        {
            var before = ContentGen.Content(texts);
            before[0] = ContentCodec.VersionWithoutMarks;
            Assert.True(ContentComparison.AreSame(before, ContentGen.Content(texts)));
        }, iter: 1_000);

    [Fact]
    public void AreSame_MaskedPhoneAndTheFullOne_AreTwo() =>
        Assert.False(ContentComparison.AreSame(
            ContentGen.Content(new Dictionary<TextField, string> { [Mobile] = "139****6666" }),
            ContentGen.Content(new Dictionary<TextField, string> { [Mobile] = "13955556666" })));

    [Fact]
    public void AreSame_WhiteSpaceAlone_IsAbsent() =>
        Assert.True(ContentComparison.AreSame(
            ContentGen.Content(new Dictionary<TextField, string> { [TextField.Goods] = "书" }),
            ContentGen.Content(new Dictionary<TextField, string> { [TextField.Goods] = "书", [TextField.Remark] = " 　" })));

    [Fact]
    public void AreSame_LinkInSmallLetters_IsNoDifference() =>
        Assert.True(ContentComparison.AreSame(
            ContentGen.Content(new Dictionary<TextField, string> { [TextField.ReturnOf] = "jd0001234567890" }),
            ContentGen.Content(new Dictionary<TextField, string> { [TextField.ReturnOf] = "JD0001234567890" })));

    [Fact]
    public void AreSame_AnyBytes_NeverThrows() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40], Gen.Byte[ContentCodec.VersionWithoutMarks, ContentCodec.Version]).Sample((a, b, version) =>
        {
            if (a.Length > 0) a[0] = version;
            ContentComparison.AreSame(a, b);
            ContentComparison.AreSame(a, a);
        }, iter: 20_000);

    [Fact]
    public void AreSame_Broken_IsNeverTheSameEvenAsItself()
    {
        var content = ContentGen.Content(new Dictionary<TextField, string> { [TextField.Goods] = "书", [Mobile] = "13955556666" });
        foreach (var broken in new[] { [], content[..^1], content[..3], [3, .. content[1..]] })
        {
            Assert.False(ContentComparison.AreSame(broken, content));
            Assert.False(ContentComparison.AreSame(content, broken));
            Assert.False(ContentComparison.AreSame(broken, broken));
        }
    }
}

using System.Globalization;
using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>What holds for every field, every profile and every input; <see cref="LawCases"/> says how often it is tried.</summary>
public sealed class MaskingLaws
{

    public static TheoryData<string> Profiles => LawProfiles.Names;

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_AnyText_IsWellFormedAndNoLonger(string profile) => Hold(profile, static (masking, field, text) =>
    {
        var masked = masking.Mask(field, text);
        Assert.True(CountGraphemes(masked) <= CountGraphemes(text), masking.Describe(field, text, masked));
    });

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_Masked_ChangesNothing(string profile) => Hold(profile, static (masking, field, text) =>
    {
        var once = masking.Mask(field, text);
        var twice = masking.Mask(field, once);
        Assert.True(once == twice, masking.Describe(field, text, once, twice));
    });

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_AnyText_ShowsWholeGraphemesOfTheSourceInOrder(string profile) => Hold(profile, static (masking, field, text) =>
    {
        var masked = masking.Mask(field, text);
        var source = StringInfo.GetTextElementEnumerator(text);
        for (var shown = StringInfo.GetTextElementEnumerator(masked); shown.MoveNext();)
        {
            var grapheme = shown.GetTextElement();
            if (grapheme is "·" or "*" || masking.Filler.Contains(grapheme, StringComparison.Ordinal)) continue;
            bool more;
            while ((more = source.MoveNext()) && source.GetTextElement() != grapheme) { }
            Assert.True(more, masking.Describe(field, text, masked) + $" shows '{grapheme}'");
        }
    });

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_AnyBytes_AreMaskedExactlyWhenWellFormed(string profile) =>
        Gen.Select(LawProfiles.Of(profile), FieldTexts.Field, FieldTexts.Bytes).Sample((masking, field, bytes) =>
        {
            var destination = new byte[bytes.Length];
            var result = masking.Masker.Mask(field, bytes, destination);
            if (IsWellFormed(bytes))
            {
                Assert.Equal(MaskStatus.Done, result.Status);
                Assert.True(IsWellFormed(destination.AsSpan(0, result.Written)), Convert.ToHexString(bytes));
                return;
            }

            Assert.Equal(new(MaskStatus.InvalidUtf8, 0, MaskNotes.None), result);
            Assert.False(destination.AsSpan().ContainsAnyExcept((byte)0));
        }, iter: LawCases.Count);

    [Theory]
    [InlineData(WaybillField.Name)]
    [InlineData(WaybillField.Phone)]
    [InlineData(WaybillField.Address)]
    [InlineData(WaybillField.FreeText)]
    [InlineData(WaybillField.Company)]
    [InlineData(WaybillField.Goods)]
    public void Mask_DestinationShorterThanSource_WritesNothing(WaybillField field)
    {
        var destination = new byte[5];
        Assert.Equal(new(MaskStatus.DestinationTooSmall, 0, MaskNotes.None), new WaybillMasker(MaskingProfile.Gb41833).Mask(field, "张三"u8, destination));
        Assert.Equal(new byte[5], destination);
    }

    private static void Hold(string profile, Action<LawProfile, WaybillField, string> law) =>
        Gen.Select(LawProfiles.Of(profile), FieldTexts.Field, FieldTexts.Text).Sample(law, iter: LawCases.Count);

    private static int CountGraphemes(string text)
    {
        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; count++) rest = rest[StringInfo.GetNextTextElementLength(rest)..];
        return count;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}

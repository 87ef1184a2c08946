using System.Globalization;
using System.Text;
using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>What holds for every field and every input.</summary>
public sealed class MaskingLaws
{
    private const int Samples = 50_000;
    private static readonly WaybillMasker s_masker = new(MaskingProfile.Gb41833);
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    [Fact]
    public void Mask_AnyText_IsDoneNeverLongerAndWellFormed() =>
        Gen.Select(FieldTexts.Field, FieldTexts.Text).Sample((field, text) => _ = Mask(field, text), iter: Samples);

    [Fact]
    public void Mask_LongText_IsDoneNeverLongerAndIdempotent() =>
        Gen.Select(FieldTexts.Field, FieldTexts.LongText).Sample((field, text) =>
        {
            var once = Mask(field, text);
            Assert.Equal(once, Mask(field, once));
        }, iter: 1_000);

    [Fact]
    public void Mask_Masked_ChangesNothing() =>
        Gen.Select(FieldTexts.Field, FieldTexts.Text).Sample((field, text) =>
        {
            var once = Mask(field, text);
            var twice = Mask(field, once);
            Assert.True(once == twice, $"{field}: '{text}' -> '{once}' -> '{twice}'");
        }, iter: Samples);

    [Fact]
    public void Mask_AnyText_ShowsWholeGraphemesOfTheSourceInOrder() =>
        Gen.Select(FieldTexts.Field, FieldTexts.Text).Sample((field, text) =>
        {
            var source = Graphemes(text);
            var at = 0;
            foreach (var grapheme in Graphemes(Mask(field, text)))
            {
                if (grapheme is "*" or "·") continue;
                while (at < source.Count && source[at] != grapheme) at++;
                Assert.True(at++ < source.Count, $"{field}: '{text}' shows '{grapheme}' which is no grapheme of it");
            }
        }, iter: Samples);

    [Fact]
    public void Mask_AnyBytes_GiveATypedStatus() =>
        Gen.Select(FieldTexts.Field, FieldTexts.Bytes).Sample((field, bytes) =>
        {
            var result = s_masker.Mask(field, bytes, new byte[bytes.Length]);
            Assert.Equal(IsWellFormed(bytes) ? MaskStatus.Done : MaskStatus.InvalidUtf8, result.Status);
            if (result.Status is MaskStatus.InvalidUtf8) Assert.Equal(0, result.Written);
        }, iter: Samples);

    [Theory]
    [InlineData(WaybillField.Name)]
    [InlineData(WaybillField.Phone)]
    [InlineData(WaybillField.Address)]
    [InlineData(WaybillField.FreeText)]
    public void Mask_DestinationShorterThanSource_WritesNothing(WaybillField field)
    {
        var destination = new byte[5];
        Assert.Equal(new(MaskStatus.DestinationTooSmall, 0, MaskNotes.None), s_masker.Mask(field, "张三"u8, destination));
        Assert.Equal(new byte[5], destination);
    }

    private static string Mask(WaybillField field, string text)
    {
        var source = Encoding.UTF8.GetBytes(text);
        var destination = new byte[source.Length];
        var result = s_masker.Mask(field, source, destination);
        Assert.Equal(MaskStatus.Done, result.Status);
        var masked = destination.AsSpan(0, result.Written);
        Assert.Equal(!masked.SequenceEqual(source), result.Notes.HasFlag(MaskNotes.Changed));
        return s_strict.GetString(masked);
    }

    private static List<string> Graphemes(string text)
    {
        var list = new List<string>();
        for (var e = StringInfo.GetTextElementEnumerator(text); e.MoveNext();) list.Add(e.GetTextElement());
        return list;
    }

    private static bool IsWellFormed(byte[] bytes)
    {
        try
        {
            s_strict.GetString(bytes);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

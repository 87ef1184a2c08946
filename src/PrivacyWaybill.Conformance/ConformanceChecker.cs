using System.Buffers;
using PrivacyWaybill.Conformance.Addresses;
using PrivacyWaybill.Conformance.Alignment;
using PrivacyWaybill.Conformance.Names;
using PrivacyWaybill.Conformance.Notes;
using PrivacyWaybill.Conformance.Phones;
using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance;

/// <summary>
/// Judges a masked field against the rule of GB/T 41833-2022: at least one character of the name, at least six digits of
/// the phone, and unit and room of the address hidden. It shares nothing with a masker and works the other way round: it
/// finds what is secret and asks how much of it can still be read.
/// </summary>
/// <remarks>
/// Fields are UTF-8. Any bytes are judged, nothing throws, and the work grows linearly with the length. Safe for concurrent
/// use. No allocation for fields of ordinary length. What is not recognised is not judged: that a result holds is evidence,
/// not proof, above all without the original.
/// </remarks>
public static class ConformanceChecker
{
    private const int OnStack = 256;

    /// <summary>Judges a masked field with its original at hand.</summary>
    /// <param name="field">What the text is.</param>
    /// <param name="original">UTF-8 of the field before masking.</param>
    /// <param name="masked">UTF-8 of the field as printed.</param>
    /// <param name="declaredVirtual">
    /// A phone field holds a virtual number, which may be printed whole. Believed only if it is the single number of the field.
    /// </param>
    public static ConformanceResult Check(
        CheckedField field, ReadOnlySpan<byte> original, ReadOnlySpan<byte> masked, bool declaredVirtual = false)
    {
        Glyph[]? rented = null;
        var needed = original.Length + masked.Length;
        Span<Glyph> glyphs = needed <= OnStack ? stackalloc Glyph[OnStack] : rented = ArrayPool<Glyph>.Shared.Rent(needed);
        try
        {
            return Check(field, original, masked, declaredVirtual, glyphs[..original.Length], glyphs[original.Length..]);
        }
        finally
        {
            // What is left in a pool outlives the call: it must not hold anybody's name.
            if (rented is not null) ArrayPool<Glyph>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Judges a masked field alone, as it can be read off a label. Conservative: what may be no secret is let pass.</summary>
    /// <param name="field">What the text is.</param>
    /// <param name="masked">UTF-8 of the field as printed.</param>
    /// <param name="declaredVirtual">As in <see cref="Check(CheckedField, ReadOnlySpan{byte}, ReadOnlySpan{byte}, bool)"/>.</param>
    public static ConformanceResult CheckPrinted(CheckedField field, ReadOnlySpan<byte> masked, bool declaredVirtual = false)
    {
        Glyph[]? rented = null;
        Span<Glyph> glyphs = masked.Length <= OnStack ? stackalloc Glyph[OnStack] : rented = ArrayPool<Glyph>.Shared.Rent(masked.Length);
        try
        {
            var text = GlyphReader.Read(masked, glyphs, out var reading);
            GlyphReader.ShowUnmasked(text);
            return Judge(field, text, false, declaredVirtual, reading.Invalid ? Violations.InvalidUtf8 : Violations.None);
        }
        finally
        {
            if (rented is not null) ArrayPool<Glyph>.Shared.Return(rented, clearArray: true);
        }
    }

    private static ConformanceResult Check(
        CheckedField field, ReadOnlySpan<byte> original, ReadOnlySpan<byte> masked, bool declaredVirtual,
        Span<Glyph> originalGlyphs, Span<Glyph> maskedGlyphs)
    {
        var source = GlyphReader.Read(original, originalGlyphs, out var before);
        var printed = GlyphReader.Read(masked, maskedGlyphs, out var after);
        GlyphReader.ShowUnmasked(printed);
        var violations = before.Invalid || after.Invalid ? Violations.InvalidUtf8 : Violations.None;
        if (after.Width > before.Width) violations |= Violations.LongerThanOriginal;
        if (!TextAlignment.TryShow(source, printed))
        {
            // Nothing is known of which secrets are left: judge what stands there.
            return Judge(field, printed, false, declaredVirtual, violations | Violations.NotDerived);
        }
        var result = JudgeShown(field, source, printed, changed: !original.SequenceEqual(masked), declaredVirtual, violations);
        if (result.Holds || !TextAlignment.TryShowFromEnd(source, printed)) return result;
        // Where a stretch stands twice in the original, nobody who reads the label knows which of them is shown.
        var other = JudgeShown(field, source, printed, changed: true, declaredVirtual, violations);
        return other.Holds ? other : result;
    }

    private static ConformanceResult JudgeShown(
        CheckedField field, Span<Glyph> source, Span<Glyph> printed, bool changed, bool declaredVirtual, Violations violations)
    {
        var result = Judge(field, source, true, declaredVirtual, violations);
        if (field != CheckedField.Phone && changed)
        {
            // Hiding can uncover, too: a digit less, and a long number reads as a phone.
            result = result with { Violations = result.Violations | PhoneInText.Judge(printed) | IdentityMarks.Judge(printed) };
        }
        return result;
    }

    private static ConformanceResult Judge(CheckedField field, Span<Glyph> text, bool original, bool declaredVirtual, Violations violations)
    {
        switch (field)
        {
            case CheckedField.Phone:
                violations |= PhoneField.Judge(text, declaredVirtual, out var candidates) | IdentityMarks.JudgeMail(text);
                return new(violations, candidates);
            case CheckedField.Name:
                violations |= PhoneInText.Judge(text) | IdentityMarks.Judge(text) | NameField.Judge(text, original);
                return new(violations, null);
            case CheckedField.Address:
                violations |= PhoneInText.Judge(text) | IdentityMarks.Judge(text) | DoorCodes.Judge(text);
                violations |= UnitsAndRooms.Judge(text, freeText: false) | EnglishUnits.Judge(text) | PersonsInText.JudgeAddress(text);
                return new(violations, null);
            default:
                violations |= PhoneInText.Judge(text) | IdentityMarks.Judge(text) | DoorCodes.Judge(text);
                violations |= UnitsAndRooms.Judge(text, freeText: true) | EnglishUnits.Judge(text) | PersonsInText.JudgeRemark(text);
                return new(violations, null);
        }
    }
}

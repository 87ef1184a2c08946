using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Addresses;

/// <summary>Units, floors and rooms in addresses in English, where the word stands before the number: Flat B, 12/F, Room 1203.</summary>
internal static class EnglishUnits
{
    private static readonly WordList s_before = new(
        "apartment", "suite", "floor", "flat", "room", "unit", "ward", "apt", "rm", "ste", "fl", "bed");
    private static readonly WordList s_after = new("floor", "flr", "/f", "fl", "f");
    private static readonly WordList s_pinyinUnits = new("danyuan");

    /// <summary>室 in letters; behind fewer than three digits it may be a city.</summary>
    private static readonly WordList s_pinyin = new("danyuan", "shi");
    private static readonly WordList s_ordinals = new("st", "nd", "rd", "th");

    /// <param name="text">An address, or a text that may hold one; phones in it are marked as used.</param>
    public static Violations Judge(ReadOnlySpan<Glyph> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text.KindAt(i - 1, GlyphKind.Latin)) continue;
            if (text[i].Is(GlyphKind.Latin) && IsUnit(text, i) || text[i].IsPlainDigit && IsFloor(text, i)) return Violations.UnitShown;
        }
        return Violations.None;
    }

    private static bool IsUnit(ReadOnlySpan<Glyph> text, int at)
    {
        var word = text.AnyAt(at, s_before);
        if (word == 0) return false;
        var start = at + word;
        var gap = 0;
        while (start < text.Length && gap < 3 && text[start].Rune is ' ' or '.' or '#' or ':') (start, gap) = (start + 1, gap + 1);
        // Without a gap only a number continues the word, or Florida would be a floor.
        if (start >= text.Length || gap == 0 && !text[start].IsPlainDigit) return false;
        return AddressToken.TryRead(text, start, out var token) && token.Length <= 6 && text.CountShown(token.Start, token.End) > 0;
    }

    private static bool IsFloor(ReadOnlySpan<Glyph> text, int at)
    {
        if (text[at].Is(GlyphKind.Used) || at > 0 && text[at - 1].IsDigit) return false;
        var end = at;
        while (end < text.Length && end - at < 5 && text[end].IsPlainDigit) end++;
        if (end < text.Length && text[end].IsDigitPlace) return false;
        if (text.CountShown(at, end) == 0) return false;
        var ordinal = text.AnyAt(end, s_ordinals);
        var word = text.SkipSpaces(end + ordinal);
        var length = text.AnyAt(word, s_after);
        if (length == 0 && ordinal == 0 && word > end) length = text.AnyAt(word, end - at >= 3 ? s_pinyin : s_pinyinUnits);
        if (length == 0 || text.KindAt(word + length, GlyphKind.Latin) || text.KindAt(word + length, GlyphKind.Han)) return false;
        // A lone f behind a number may be anything unless it is written as a floor is.
        return length > 1 || ordinal > 0;
    }
}

namespace PrivacyWaybill.Conformance.Text;

/// <summary>Words in folded text. Words are written in simplified, half-width, lower-case form.</summary>
internal static class GlyphMatching
{
    /// <summary>Whether a word starts at a place; letters in either case.</summary>
    public static bool HasAt(this ReadOnlySpan<Glyph> text, int at, string word)
    {
        if (at < 0 || word.Length > text.Length - at) return false;
        for (var i = 0; i < word.Length; i++)
            if (Lower(text[at + i].Rune) != word[i]) return false;
        return true;
    }

    /// <summary>Whether a word ends before a place.</summary>
    public static bool HasBefore(this ReadOnlySpan<Glyph> text, int end, string word) => text.HasAt(end - word.Length, word);

    /// <summary>Length of the first of some words that starts at a place; 0 if none.</summary>
    public static int AnyAt(this ReadOnlySpan<Glyph> text, int at, WordList words) => words.LengthAt(text, at);

    /// <summary>Length of the first of some words that ends before a place; 0 if none.</summary>
    public static int AnyBefore(this ReadOnlySpan<Glyph> text, int end, WordList words) => words.LengthBefore(text, end);

    /// <summary>Whether one of some words stands before a place, with no more than a few of the joining characters between.</summary>
    public static bool IsAnnounced(this ReadOnlySpan<Glyph> text, int start, WordList words, CharacterSet joints, int widest)
    {
        for (var before = start; ; before--)
        {
            if (text.AnyBefore(before, words) > 0) return true;
            if (before <= 0 || start - before >= widest || !(text[before - 1].Is(GlyphKind.Space) || joints.Contains(text[before - 1]))) return false;
        }
    }

    /// <summary>The character at a place, or 0 outside of the text.</summary>
    public static int RuneAt(this ReadOnlySpan<Glyph> text, int at) => (uint)at < (uint)text.Length ? text[at].Rune : 0;

    public static bool KindAt(this ReadOnlySpan<Glyph> text, int at, GlyphKind kind) =>
        (uint)at < (uint)text.Length && text[at].Is(kind);

    public static int SkipSpaces(this ReadOnlySpan<Glyph> text, int at)
    {
        while (text.KindAt(at, GlyphKind.Space)) at++;
        return at;
    }

    /// <summary>How many digits and letters of a stretch can be read.</summary>
    public static int CountShown(this ReadOnlySpan<Glyph> text, int start, int end)
    {
        var shown = 0;
        for (var i = start; i < end; i++)
            if (text[i].Is(GlyphKind.Shown) && (text[i].IsDigit || text[i].Is(GlyphKind.Latin | GlyphKind.Letter | GlyphKind.Han))) shown++;
        return shown;
    }

    public static int Lower(int rune) => rune is >= 'A' and <= 'Z' ? rune + 32 : rune;
}

using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Addresses;

/// <summary>A number as addresses have it: 12, B204, 12A, a lone letter, 十二.</summary>
internal readonly record struct AddressToken(int Start, int End, int Digits, bool Han)
{
    private static readonly CharacterSet s_tens = new("十百廿卅");

    /// <summary>A number is longer than this only if it is none of an address.</summary>
    private const int Longest = 7;

    public int Length => End - Start;

    /// <summary>Reads a token that starts here.</summary>
    public static bool TryRead(ReadOnlySpan<Glyph> text, int start, out AddressToken token)
    {
        token = default;
        if (start >= text.Length || text[start].Is(GlyphKind.Used)) return false;
        if (IsHanNumeral(text[start]))
        {
            if (start > 0 && IsHanNumeral(text[start - 1])) return false;
            var last = start;
            while (last < text.Length && IsHanNumeral(text[last])) last++;
            token = new(start, last, last - start, Han: true);
            return token.Length <= Longest;
        }
        if (!IsPart(text, start) || start > 0 && IsPart(text, start - 1)) return false;
        int end = start, digits = 0, letters = 0;
        while (end < text.Length && IsPart(text, end))
        {
            if (text[end].Is(GlyphKind.Latin)) letters++;
            else if (text[end].IsDigit) digits++;
            end++;
        }
        token = new(start, end, digits, Han: false);
        // Words, and masks that stand for anything, are no numbers; a lone letter is one.
        return digits + letters <= Longest && letters <= 2 && (digits > 0 || letters == 1);
    }

    private static bool IsPart(ReadOnlySpan<Glyph> text, int at) =>
        !text[at].Is(GlyphKind.Used | GlyphKind.Smile) && (text[at].IsPlainDigit || text[at].Is(GlyphKind.Latin | GlyphKind.Mask));

    private static bool IsHanNumeral(Glyph glyph) =>
        glyph.Is(GlyphKind.Han) && !glyph.Is(GlyphKind.Used) && (glyph.IsDigit || s_tens.Contains(glyph));
}

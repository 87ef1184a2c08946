using System.Buffers;
using System.Text;

namespace PrivacyWaybill.Conformance.Text;

/// <summary>Reads UTF-8 into glyphs: invisible characters and combining marks fall away, mask characters are told apart.</summary>
internal static class GlyphReader
{
    /// <summary>Characters that are a filler when three or more of one kind stand in a row.</summary>
    private static readonly CharacterSet s_rowFillers = new("#_?~=-.·$%&@+^○");

    /// <param name="utf8">Any bytes.</param>
    /// <param name="destination">At least as long as <paramref name="utf8"/>: no glyph is made of less than a byte.</param>
    /// <param name="reading">What was noticed.</param>
    /// <returns>The part of <paramref name="destination"/> that was written.</returns>
    public static Span<Glyph> Read(ReadOnlySpan<byte> utf8, Span<Glyph> destination, out GlyphReading reading)
    {
        int count = 0, width = 0;
        var invalid = false;
        while (!utf8.IsEmpty)
        {
            Rune rune;
            if (utf8[0] < 0x80)
            {
                rune = new Rune(utf8[0]);
                utf8 = utf8[1..];
            }
            else
            {
                invalid |= Rune.DecodeFromUtf8(utf8, out rune, out var consumed) != OperationStatus.Done;
                utf8 = utf8[consumed..];
            }
            width++;
            if (GlyphFolding.TryFold(rune, out var glyph)) destination[count++] = glyph;
        }
        reading = new(width, invalid);
        return Settle(destination[..count]);
    }

    /// <summary>Takes everything but mask characters for readable: the text is what stands on the label.</summary>
    public static void ShowUnmasked(Span<Glyph> text)
    {
        foreach (ref var glyph in text)
            if (!glyph.Is(GlyphKind.Mask)) glyph.Kind |= GlyphKind.Shown;
    }

    /// <summary>What a character is by its neighbours: the smiley, x and other signs as fillers, the circle as a zero.</summary>
    private static Span<Glyph> Settle(Span<Glyph> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            var glyph = text[i];
            var row = 1;
            if (glyph.Rune == '^' && i + 2 < text.Length && text[i + 1].Rune == '_' && text[i + 2].Rune == '^')
            {
                text[count++] = new Glyph { Rune = '*', Digit = -1, Kind = GlyphKind.Mask | GlyphKind.Smile };
                i += 3;
                continue;
            }
            if (glyph.Rune is 'x' or 'X' || s_rowFillers.Contains(glyph))
            {
                while (i + row < text.Length && SameSign(text[i + row].Rune, glyph.Rune)) row++;
                if (IsFiller(text, i, row) || row == 1 && glyph.Rune is 'x' or 'X' && ContinuesCrosses(text[..count], text[(i + 1)..]))
                {
                    for (var k = 0; k < row; k++, i++) text[count++] = glyph with { Kind = GlyphKind.Mask, Digit = -1 };
                    continue;
                }
            }
            for (var k = 0; k < row; k++, i++)
                text[count++] = glyph.Rune == '○' ? new Glyph { Rune = '〇', Digit = 0, Kind = GlyphKind.Han } : text[i];
        }
        return text[..count];
    }

    /// <summary>1xx xxxx x347: one cross before a digit, behind crosses that hide one.</summary>
    private static bool ContinuesCrosses(ReadOnlySpan<Glyph> before, ReadOnlySpan<Glyph> after)
    {
        var last = before.Length - 1;
        return last >= 1 && !after.IsEmpty && after[0].IsPlainDigit
            && before[last].Rune is ' ' or '-' && before[last - 1].Is(GlyphKind.Mask) && before[last - 1].Rune is 'x' or 'X';
    }

    private static bool SameSign(int rune, int other) => rune == other || (rune | 32) == 'x' && (other | 32) == 'x';

    private static bool IsFiller(ReadOnlySpan<Glyph> text, int start, int length)
    {
        var rune = text[start].Rune;
        if (rune == '○')
        {
            // Among Chinese numerals the circle is how a zero is typed; anywhere else it hides.
            var besideNumeral = IsChineseNumeral(text, start - 1) || IsChineseNumeral(text, start + length);
            return !(besideNumeral && length <= 2);
        }
        if (rune is not ('x' or 'X')) return length >= 3;
        if (IsOtherLetter(text, start - 1) || IsOtherLetter(text, start + length)) return false;
        return length >= 2 || text.KindAt(start - 1, GlyphKind.Han) && !text.KindAt(start + 1, GlyphKind.Latin);
    }

    private static bool IsChineseNumeral(ReadOnlySpan<Glyph> text, int at) =>
        (uint)at < (uint)text.Length && text[at].IsDigit && text[at].Is(GlyphKind.Han);

    private static bool IsOtherLetter(ReadOnlySpan<Glyph> text, int at) => text.KindAt(at, GlyphKind.Latin | GlyphKind.Letter);
}

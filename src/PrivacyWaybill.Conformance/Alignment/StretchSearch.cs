using System.Buffers;
using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Alignment;

/// <summary>Searches a stretch of glyphs in linear time whatever they are (Knuth, Morris and Pratt).</summary>
internal static class StretchSearch
{
    /// <summary>What two glyphs are compared by: full stops in names count as interpuncts, since masking may correct them.</summary>
    public static int Key(Glyph glyph) => glyph.Rune == '.' ? '·' : glyph.Rune;

    public static bool Matches(ReadOnlySpan<Glyph> source, ReadOnlySpan<Glyph> stretch, int at)
    {
        if (at < 0 || at > source.Length - stretch.Length) return false;
        for (var i = 0; i < stretch.Length; i++)
            if (Key(source[at + i]) != Key(stretch[i])) return false;
        return true;
    }

    /// <summary>The first place from <paramref name="from"/> on at which the stretch stands, or -1.</summary>
    public static int Find(ReadOnlySpan<Glyph> source, ReadOnlySpan<Glyph> stretch, int from)
    {
        if (stretch.Length > source.Length - from) return -1;
        int[]? rented = null;
        Span<int> borders = stretch.Length <= 64 ? stackalloc int[64] : rented = ArrayPool<int>.Shared.Rent(stretch.Length);
        try
        {
            borders[0] = 0;
            for (int i = 1, matched = 0; i < stretch.Length; i++)
            {
                while (matched > 0 && Key(stretch[i]) != Key(stretch[matched])) matched = borders[matched - 1];
                if (Key(stretch[i]) == Key(stretch[matched])) matched++;
                borders[i] = matched;
            }
            for (int i = from, matched = 0; i < source.Length; i++)
            {
                while (matched > 0 && Key(source[i]) != Key(stretch[matched])) matched = borders[matched - 1];
                if (Key(source[i]) == Key(stretch[matched])) matched++;
                if (matched == stretch.Length) return i - matched + 1;
            }
            return -1;
        }
        finally
        {
            if (rented is not null) ArrayPool<int>.Shared.Return(rented);
        }
    }
}

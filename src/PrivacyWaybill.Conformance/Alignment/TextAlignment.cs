using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Alignment;

/// <summary>
/// Finds out which characters of an original can still be read in its masked form: place by place where both are equally
/// long, otherwise by searching each readable stretch of the masked text in the original, in order, a mask hiding anything.
/// </summary>
internal static class TextAlignment
{
    /// <summary>Marks in <paramref name="source"/> what <paramref name="printed"/> shows.</summary>
    /// <returns>False if the masked text is not its original with something hidden; nothing is marked then.</returns>
    public static bool TryShow(Span<Glyph> source, Span<Glyph> printed) =>
        TryPlaceByPlace(source, printed)
        || TryStretches(source, printed)
        || TryTakeFiller(printed) && TryStretches(source, printed)
        || TryCross(source, printed, 'x')
        || TryCross(source, printed, 'X');

    /// <summary>The same, with the last place of a stretch that stands several times in the original instead of the first.</summary>
    public static bool TryShowFromEnd(Span<Glyph> source, Span<Glyph> printed)
    {
        foreach (ref var glyph in source) glyph.Kind &= ~(GlyphKind.Shown | GlyphKind.Used);
        foreach (ref var glyph in printed) glyph.Kind &= ~GlyphKind.Used;
        source.Reverse();
        printed.Reverse();
        var shown = TryStretches(source, printed);
        source.Reverse();
        printed.Reverse();
        return shown;
    }

    private static bool TryStretches(Span<Glyph> source, ReadOnlySpan<Glyph> printed) =>
        TryStretches(source, printed, samePlaceFirst: true) || TryStretches(source, printed, samePlaceFirst: false);

    /// <summary>Crosses that nothing but the original tells from letters: X总, 1 x x x 9. All of them count as masks then.</summary>
    private static bool TryCross(Span<Glyph> source, Span<Glyph> printed, char cross)
    {
        var any = false;
        foreach (ref var glyph in printed)
        {
            if (glyph.Rune != cross || glyph.Is(GlyphKind.Mask)) continue;
            any = true;
            glyph.Kind = glyph.Kind & ~GlyphKind.Shown | GlyphKind.Mask;
        }
        if (!any) return false;
        if (TryStretches(source, printed)) return true;
        foreach (ref var glyph in printed)
            if (glyph.Rune == cross) glyph.Kind = GlyphKind.Latin | GlyphKind.Shown;
        return false;
    }

    /// <summary>A sign that stands twice in a row may be the profile's own filler: it is read as a mask wherever it stands.</summary>
    private static bool TryTakeFiller(Span<Glyph> printed)
    {
        for (var i = 1; i < printed.Length; i++)
        {
            var sign = printed[i].Rune;
            if (sign == '*' || sign != printed[i - 1].Rune || !CanBeFiller(printed[i])) continue;
            foreach (ref var glyph in printed)
                if (glyph.Rune == sign) glyph.Kind = GlyphKind.Mask;
            return true;
        }
        return false;
    }

    private static bool TryPlaceByPlace(Span<Glyph> source, ReadOnlySpan<Glyph> printed)
    {
        if (source.Length != printed.Length) return false;
        var filler = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (printed[i].Is(GlyphKind.Smile) && !source[i].Is(GlyphKind.Smile)) return false;
            if (printed[i].Is(GlyphKind.Mask) || StretchSearch.Key(printed[i]) == StretchSearch.Key(source[i])) continue;
            // A filler of the profile's own choice: any one sign that is neither letter nor digit.
            if (!CanBeFiller(printed[i])) return false;
            if (filler == 0) filler = printed[i].Rune;
            if (filler != printed[i].Rune) return false;
        }
        for (var i = 0; i < source.Length; i++)
            if (!printed[i].Is(GlyphKind.Mask) && StretchSearch.Key(printed[i]) == StretchSearch.Key(source[i])) Show(ref source[i]);
        return true;
    }

    private static bool CanBeFiller(Glyph glyph) =>
        !glyph.IsDigit && !glyph.Is(GlyphKind.Han | GlyphKind.Latin | GlyphKind.Space)
        && (!glyph.Is(GlyphKind.Letter) || glyph.Rune is >= 0x2000 and < 0x2E80 or >= 0x1F000);

    private static bool TryStretches(Span<Glyph> source, ReadOnlySpan<Glyph> printed, bool samePlaceFirst)
    {
        var at = 0;
        var masks = 0;
        for (var i = 0; i < printed.Length;)
        {
            if (printed[i].Is(GlyphKind.Mask))
            {
                masks++;
                i++;
                continue;
            }
            var end = i;
            while (end < printed.Length && !printed[end].Is(GlyphKind.Mask)) end++;
            var found = Find(source, printed[i..end], at, masks, first: i == 0, last: end == printed.Length, samePlaceFirst);
            if (found < 0)
            {
                Hide(source);
                return false;
            }
            for (var k = found; k < found + (end - i); k++) Show(ref source[k]);
            at = found + (end - i);
            masks = 0;
            i = end;
        }
        return true;
    }

    private static int Find(
        ReadOnlySpan<Glyph> source, ReadOnlySpan<Glyph> stretch, int at, int masks, bool first, bool last, bool samePlaceFirst)
    {
        if (first && last) return source.Length == stretch.Length && StretchSearch.Matches(source, stretch, 0) ? 0 : -1;
        if (first) return StretchSearch.Matches(source, stretch, 0) ? 0 : -1;
        if (last)
        {
            var end = source.Length - stretch.Length;
            return end >= at && StretchSearch.Matches(source, stretch, end) ? end : -1;
        }
        if (samePlaceFirst && StretchSearch.Matches(source, stretch, at + masks)) return at + masks;
        return StretchSearch.Find(source, stretch, at);
    }

    private static void Show(ref Glyph glyph)
    {
        if (!glyph.Is(GlyphKind.Mask)) glyph.Kind |= GlyphKind.Shown;
    }

    private static void Hide(Span<Glyph> source)
    {
        foreach (ref var glyph in source) glyph.Kind &= ~GlyphKind.Shown;
    }
}

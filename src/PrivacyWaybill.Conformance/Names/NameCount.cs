using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Names;

/// <summary>Characters of a name, and how many of them are hidden.</summary>
internal struct NameCount
{
    public int Characters, Hidden;

    /// <summary>Counts letters, Chinese characters and symbols; digits alone name nobody.</summary>
    public static NameCount Of(ReadOnlySpan<Glyph> word)
    {
        var count = new NameCount();
        foreach (var glyph in word)
        {
            if (glyph.Is(GlyphKind.Used) || !glyph.Is(GlyphKind.Han | GlyphKind.Latin | GlyphKind.Letter | GlyphKind.Mask)) continue;
            count.Characters++;
            if (!glyph.Is(GlyphKind.Shown)) count.Hidden++;
        }
        return count;
    }

    public void Add(NameCount other)
    {
        Characters += other.Characters;
        Hidden += other.Hidden;
    }
}

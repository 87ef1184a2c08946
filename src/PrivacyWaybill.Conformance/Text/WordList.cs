namespace PrivacyWaybill.Conformance.Text;

/// <summary>Words that are looked for together. Where one is the start or the end of another, the longer stands first.</summary>
internal sealed class WordList
{
    private readonly string[] _words;
    private readonly CharacterSet _first, _last;

    public WordList(params string[] words)
    {
        _words = words;
        _first = new CharacterSet(string.Concat(words.Select(word => word[0])));
        _last = new CharacterSet(string.Concat(words.Select(word => word[^1])));
    }

    /// <summary>Length of the first word that starts at a place; 0 if none.</summary>
    public int LengthAt(ReadOnlySpan<Glyph> text, int at)
    {
        if ((uint)at >= (uint)text.Length || !_first.Contains(GlyphMatching.Lower(text[at].Rune))) return 0;
        foreach (var word in _words)
            if (text.HasAt(at, word)) return word.Length;
        return 0;
    }

    /// <summary>Length of the first word that ends before a place; 0 if none.</summary>
    public int LengthBefore(ReadOnlySpan<Glyph> text, int end)
    {
        if ((uint)(end - 1) >= (uint)text.Length || !_last.Contains(GlyphMatching.Lower(text[end - 1].Rune))) return 0;
        foreach (var word in _words)
            if (text.HasBefore(end, word)) return word.Length;
        return 0;
    }

    /// <summary>Whether a text is one of the words.</summary>
    public bool Has(ReadOnlySpan<Glyph> text)
    {
        foreach (var word in _words)
            if (word.Length == text.Length && text.HasAt(0, word)) return true;
        return false;
    }
}

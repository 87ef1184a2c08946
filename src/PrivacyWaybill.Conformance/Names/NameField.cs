using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Names;

/// <summary>
/// A name field: of each person in it, at least one character has to be hidden. Titles, marks of receipt, tags and
/// organisations are no part of a person's name.
/// </summary>
internal static class NameField
{
    private static readonly CharacterSet s_separators = new("/,、;|\\&+()[]{}【】《》〈〉「」『』“”\"‘’:。!?~…");

    /// <param name="text">The field.</param>
    /// <param name="original">The text is an original: a mask character in it may be a mere mark beside a whole name.</param>
    public static Violations Judge(Span<Glyph> text, bool original)
    {
        if (!original) TakeCrosses(text);
        var violations = Violations.None;
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length)
            {
                var bracket = Organisations.BracketAt(text, end);
                if (bracket == 0 && s_separators.Contains(text[end])) break;
                end += Math.Max(bracket, 1);
            }
            var isNote = i > 0 && text[i - 1].Rune == '(' && Titles.IsNote(text[i..end]);
            if (!isNote && !PieceHolds(text[i..end], whole: end - i == text.Length, original)) violations |= Violations.NameNotHidden;
            i = end + 1;
        }
        return violations;
    }

    /// <summary>Crosses that can stand for characters of a name: a row of them, or one that is no part of a word.</summary>
    private static void TakeCrosses(Span<Glyph> text)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && text[end].Rune is 'x' or 'X') end++;
            var isWord = end - i == 1 && (IsLatin(text, i - 1) || IsLatin(text, end));
            if (!isWord)
                foreach (ref var glyph in text[i..end]) glyph.Kind = GlyphKind.Mask;
            i = Math.Max(end, i + 1);
        }
    }

    private static bool IsLatin(ReadOnlySpan<Glyph> text, int at) => text.KindAt(at, GlyphKind.Latin);

    /// <summary>
    /// Words between spaces may be one name (山田 太郎, John Smith) or several. A word that is a Chinese name by itself has
    /// to hide something itself; all others count as one.
    /// </summary>
    private static bool PieceHolds(ReadOnlySpan<Glyph> piece, bool whole, bool original)
    {
        var rest = new NameCount();
        for (var i = 0; i < piece.Length;)
        {
            var end = i;
            while (end < piece.Length && !piece[end].Is(GlyphKind.Space)) end++;
            var word = piece[i..end];
            i = end + 1;
            if (word.IsEmpty) continue;
            if (Organisations.IsEnglish(word))
            {
                rest = default;
                continue;
            }
            var person = Person(word, whole && word.Length == piece.Length, out var titled);
            if (original) person = WithoutMarks(person);
            var count = NameCount.Of(person);
            if (count.Characters == 0) continue;
            if (titled || IsChineseName(person))
            {
                if (count.Hidden == 0) return false;
                // 蒋 荣福: the surname stands apart.
                if (rest is { Characters: 1 }) rest = default;
                continue;
            }
            rest.Add(count);
        }
        return rest.Characters == 0 || rest.Hidden > 0;
    }

    /// <summary>The part of a word that is a person's name; empty if there is none.</summary>
    private static ReadOnlySpan<Glyph> Person(ReadOnlySpan<Glyph> word, bool whole, out bool titled)
    {
        titled = false;
        while (!word.IsEmpty && word[^1].Is(GlyphKind.Used)) word = word[..^1];
        while (!word.IsEmpty && word[0].Is(GlyphKind.Used)) word = word[1..];
        if (Organisations.IsRole(word)) return [];
        var receipt = word.AnyBefore(word.Length, Titles.Receipts);
        // A mark of receipt alone says how, in brackets behind a name; as the whole field it is what the person is called.
        if (receipt < word.Length || !whole) word = word[..^receipt];
        if (Organisations.IsRole(word)) return [];
        var organisation = Organisations.EndIn(word);
        if (organisation > 0)
        {
            word = word[organisation..];
            while (!word.IsEmpty && word[0].Rune is '-' or ':' or '·') word = word[1..];
            // What follows an organisation is a person only if it looks like one: its floor or department is none.
            var plausible = word.Length is >= 2 and <= 6 && (Surnames.LengthAt(word, 0) > 0 || word[0].Is(GlyphKind.Mask));
            if (!plausible || Organisations.IsRole(word)) return [];
        }
        var title = word.AnyBefore(word.Length, Titles.Plain);
        if (title == word.Length && title > 0)
        {
            // A relation alone is what the label calls the person: 妈妈.
            return word.HasAt(0, "妈妈") || word.HasAt(0, "爸爸") || word.HasAt(0, "奶奶") || word.HasAt(0, "爷爷") ? word : [];
        }
        if (title > 0)
        {
            titled = true;
            word = word[..^title];
        }
        return word;
    }

    /// <summary>*王小明 in an original hides nothing: its mark is a habit of order sheets.</summary>
    private static ReadOnlySpan<Glyph> WithoutMarks(ReadOnlySpan<Glyph> person)
    {
        if (person.Length != 4) return person;
        var name = person[0].Is(GlyphKind.Mask) ? person[1..] : person[^1].Is(GlyphKind.Mask) ? person[..^1] : person;
        return name.Length == 3 && IsChineseName(name) && Surnames.LengthAt(name, 0) == 1 ? name : person;
    }

    internal static bool IsChineseName(ReadOnlySpan<Glyph> word)
    {
        if (word.Length is < 2 or > 4) return false;
        foreach (var glyph in word)
            if (!glyph.Is(GlyphKind.Han)) return false;
        var surname = Surnames.LengthAt(word, 0);
        return surname > 0 && word.Length - surname is 1 or 2 || surname == 2 && word.Length == 2;
    }
}

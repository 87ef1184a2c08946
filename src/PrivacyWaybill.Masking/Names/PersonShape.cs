using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Tells by its characters whether a range is a person's name: a surname, one or two characters of given names, no other word.</summary>
internal static class PersonShape
{
    private const int Shortest = 2;
    private const int MostGiven = 2;

    /// <summary>The length of the longest name.</summary>
    public const int Longest = 2 + MostGiven;

    /// <summary>Whether a name may start at an index: most surnames in a text are words, and what stands behind them says so.</summary>
    public static bool MayStart(FieldText text, int index) =>
        Surnames.IsSingle(text[index]) && (GivenNames.Contains(text[index + 1]) || GivenNames.Contains(text[index + 2]))
        || Surnames.IsCompound(text, index) && GivenNames.Contains(text[index + 2])
        || IsFamiliar(text, index, index + Shortest);

    /// <summary>Whether a range reads like a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The start of the range.</param>
    /// <param name="to">Its end.</param>
    /// <param name="expected">
    /// Whether a person is who stands here (交给…, …签收): then rare surnames and rare given names count, and 小李 and 李婶.
    /// </param>
    public static bool Is(FieldText text, int from, int to, bool expected)
    {
        if (to - from is < Shortest or > Longest) return false;
        if (expected && IsFamiliar(text, from, to)) return text.IsCut(from) && text.IsCut(to);
        var compound = to - from > Shortest && Surnames.IsCompound(text, from);
        var given = to - from - (compound ? 2 : 1);
        if (given is < 1 or > MostGiven) return false;
        var common = compound || Surnames.IsCommon(text[from]);
        if (!common && !(expected && Surnames.IsSingle(text[from]))) return false;
        var known = 0;
        for (var i = to - given; i < to; i++)
        {
            if (!text.Is(i, CharKinds.AllHan)) return false;
            if (GivenNames.Contains(text[i])) known++;
        }

        // Behind a frequent surname one character of a given name vouches for the other.
        return (known == given || expected && common && known > 0)
            && !PersonWords.IsWord(text, from, to) && (expected || !PersonWords.IsAmbiguous(text, from, to)) && !PersonWords.IsPlace(text, from, to) && text.IsCut(from) && text.IsCut(to);
    }

    /// <summary>Whether only the surname speaks for a name, and it is a word as well: 金色.</summary>
    public static bool IsUnlikely(FieldText text, int from, int to) =>
        !Surnames.IsCommon(text[from]) && !Surnames.IsCompound(text, from) && NameWords.TitleLength(text, from, to) == 0 && !GivenNames.ContainsAny(text.Chars[(from + 1)..to]);

    /// <summary>Whether a range is what people of the neighbourhood are called: 小李, 老王, 李婶.</summary>
    public static bool IsFamiliar(FieldText text, int from, int to) =>
        to - from == Shortest && (text[from] is '小' or '老' or '阿' && Surnames.IsCommon(text[from + 1])
            || Surnames.IsCommon(text[from]) && NameWords.TitleLength(text, from, to) == 1);
}

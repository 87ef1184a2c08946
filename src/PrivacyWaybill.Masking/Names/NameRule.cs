using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>The name field: one person or several, organisations, phone numbers typed into it, platform tags.</summary>
internal readonly struct NameRule : IFieldRule
{
    private const int LongestPlainName = 4;

    // Found from the last to the first, each a call deeper; what stands before so many is masked like a person.
    private const int MostOrganisations = 8;

    /// <inheritdoc/>
    public static CharClasses Classes => CharClasses.WithoutStops;

    /// <inheritdoc/>
    public static void Mask(FieldText text, MaskOutput output)
    {
        if (output.Styles.Name == NameStyle.Hidden)
        {
            Everything.Hide(text, 0, text.Length, output);
            output.Settle();
            return;
        }

        var isPlain = (text.Seen & ~CharKinds.AllHan) == 0 && text.Length <= LongestPlainName;
        var shown = text.Length > 2 && Surnames.IsCompound(text, 0) ? 2 : text.Length == 1 ? 0 : 1;
        if (isPlain && !NameWords.MayEndWith(text[text.Length - 1]) && !Organisations.MayEndWith(text[text.Length - 1]))
        {
            output.Keep(0, shown);
            output.Stars(text.Length - shown);
            output.Settle();
            return;
        }

        for (var i = 0; i < text.Length;)
        {
            if (IsBreak(text, i))
            {
                var end = Math.Max(PlatformTag.EndAt(text, i), text.NextGrapheme(i));
                output.Keep(i, end);
                i = end;
                continue;
            }

            var next = text.NextGrapheme(i);
            while (next < text.Length)
            {
                if (IsBreak(text, next))
                {
                    if (text.KindAt(next) is not CharKind.Open || !Organisations.BracketIsInside(text, i, next, out var close)) break;
                    next = close;
                }

                next = text.NextGrapheme(next);
            }

            MaskPart(text, i, next, output);
            i = next;
        }

        // 黄**, *女士: a surname with stars, and a star with a title, are their own masked forms.
        if (isPlain && (output.IsStarsBehind(shown) || output.IsStarInFront && !Organisations.MayEndWith(text[text.Length - 1]))) output.Settle();
    }

    private static bool IsBreak(FieldText text, int index) =>
        text.KindAt(index) is CharKind.Separator or CharKind.Open or CharKind.Close or CharKind.Plus
        // A separator that carries a mark is one grapheme with it, and something else than a separator.
        && text.NextGrapheme(index) == index + 1 && !Organisations.CommaIsInside(text, index);

    /// <summary>Masks what stands between two separators: phones first, then organisations, then a person.</summary>
    private static void MaskPart(FieldText text, int from, int to, MaskOutput output)
    {
        var scan = new PhoneScan(text, from, to);
        while (scan.TryFind(out var phone))
        {
            // 王小明电话138…
            var label = NameWords.LabelLength(text, from, phone.Start);
            MaskPeople(text, from, phone.Start - label, output);
            output.Keep(phone.Start - label, phone.Start);
            phone.Mask(text, output);
            output.Note(MaskNotes.PhoneFound);
            from = phone.End;
        }

        MaskPeople(text, from, to, output);
    }

    private static void MaskPeople(FieldText text, int from, int to, MaskOutput output, int organisations = 0)
    {
        if (to <= from) return;
        var end = organisations < MostOrganisations ? Organisations.FindEnd(text, from, to) : from;
        if (end > from)
        {
            // 百果园（万象城店）
            if (end < to && text.KindAt(end) is CharKind.Close && text.NextGrapheme(end) == end + 1) end++;
            var start = OrganisationStart(text, from, end);
            // 某某公司 采购部 王小明: another organisation may stand before.
            MaskPeople(text, from, start, output, organisations + 1);
            output.Keep(start, end);
            output.Note(MaskNotes.Organisation);
        }

        MaskPerson(text, end, to, output);
    }

    // 王小明 腾讯科技有限公司: what stands before the organisation's own word is a person.
    private static int OrganisationStart(FieldText text, int from, int end)
    {
        if (text.KindAt(end - 1) is not (CharKind.Han or CharKind.Close)) return from;
        for (var i = end - 1; i > from; i--)
        {
            if (text.KindAt(i - 1) is CharKind.Space) return i;
            if (text.KindAt(i - 1) is CharKind.Dash || text[i - 1] is '@')
                return Surnames.IsSingle(text[from]) || Surnames.IsCompound(text, from) ? i : from;
        }

        return from;
    }

    private static void MaskPerson(FieldText text, int from, int to, MaskOutput output)
    {
        if (to <= from) return;
        var role = NameWords.RoleLength(text, from, to);
        output.Keep(from, from + role);
        from += role;
        // 收 in brackets of its own, or behind an organisation, names nobody.
        if (from > 0 && NameWords.SuffixLength(text, from, to) == to - from
            || to < text.Length && NameWords.IsLabel(text, from, to)
            || from > 0 && text.KindAt(from - 1) is CharKind.Open && NameWords.IsNote(text, from, to)) output.Keep(from, to);
        else MaskEach(text, from, to, output);
    }

    // 胡老师 牛先生, 收货人 王小明, 王小明和李红: what ends one person or label and begins another.
    private static void MaskEach(FieldText text, int from, int to, MaskOutput output)
    {
        var start = from;
        var word = from;
        for (var i = from; i < to; i++)
        {
            if (text.KindAt(i) is CharKind.Space && text.Is(i - 1, CharKinds.AllHan))
            {
                word = WordStart(text, Math.Max(word, start), i);
                if (NameWords.IsLabel(text, word, i)) output.Keep(start, i);
                else if (NameWords.TitleLength(text, word, i) > 0) PersonName.Mask(text, start, i, output);
                else continue;
                start = i;
            }
            else if (IsConjunction(text, start, i, to, out var length))
            {
                PersonName.Mask(text, start, i, output);
                output.Keep(i, i + length);
                start = i + length;
                i = start - 1;
            }
        }

        // 王先生 收
        var rest = WordStart(text, start, to);
        if (start > from && rest < to && NameWords.SuffixLength(text, rest, to) == to - rest) output.Keep(start, to);
        else PersonName.Mask(text, start, to, output);
    }

    // 和 and 转 join two people; between others they are part of a name.
    private static bool IsConjunction(FieldText text, int from, int index, int to, out int length)
    {
        length = 1;
        if (text[index] is not ('和' or '与' or '转' or '轉' or '代') || index - from > 2 * LongestPlainName) return false;
        from = WordStart(text, from, index);
        if (text.Has(index, "转交")) length = 2;
        var end = index + length;
        while (end < to && text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Mask)) end++;
        var second = end - index - length;
        if (NameWords.SuffixLength(text, index + length, end) is > 0 and var suffix) second -= suffix;
        return index - from is >= 2 and <= LongestPlainName && second is >= 2 and <= LongestPlainName
            && Surnames.StartsName(text, from) && Surnames.StartsName(text, index + length);
    }

    private static int WordStart(FieldText text, int from, int to)
    {
        while (from < to && !text.Is(from, CharKinds.Content)) from++;
        return from;
    }
}

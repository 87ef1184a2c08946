using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>The name field: one person or several, organisations, phone numbers typed into it, platform tags.</summary>
internal readonly struct NameRule : IFieldRule
{
    private const int LongestPlainName = 4;

    /// <inheritdoc/>
    public static CharClasses Classes => CharClasses.WithoutStops;

    /// <inheritdoc/>
    public static void Mask(in FieldText text, ref MaskOutput output)
    {
        if (output.Styles.Name == NameStyle.Hidden)
        {
            Everything.Hide(text, 0, text.Length, ref output);
            output.Settle();
            return;
        }

        if ((text.Seen & ~CharKinds.AllHan) == 0 && text.Length <= LongestPlainName
            && !NameWords.MayEndWith(text[text.Length - 1]) && !Organisations.MayEndWith(text[text.Length - 1]))
        {
            var shown = text.Length > 2 && Surnames.IsCompound(text, 0) ? 2 : text.Length == 1 ? 0 : 1;
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
            while (next < text.Length && !IsBreak(text, next)) next = text.NextGrapheme(next);
            MaskPart(text, i, next, ref output);
            i = next;
        }
    }

    private static bool IsBreak(in FieldText text, int index) =>
        text.KindAt(index) is CharKind.Separator or CharKind.Open or CharKind.Close or CharKind.Plus
        // A separator that carries a mark is one grapheme with it, and something else than a separator.
        && text.NextGrapheme(index) == index + 1;

    /// <summary>Masks what stands between two separators: phones first, then organisations, then a person.</summary>
    private static void MaskPart(in FieldText text, int from, int to, ref MaskOutput output)
    {
        var scan = new PhoneScan(text, from, to);
        while (scan.TryFind(out var phone))
        {
            MaskPeople(text, from, phone.Start, ref output);
            phone.Mask(text, ref output);
            output.Note(MaskNotes.PhoneFound);
            from = phone.End;
        }

        MaskPeople(text, from, to, ref output);
    }

    private static void MaskPeople(in FieldText text, int from, int to, ref MaskOutput output)
    {
        if (to <= from) return;
        var end = Organisations.FindEnd(text, from, to);
        if (end > from)
        {
            var start = OrganisationStart(text, from, end);
            MaskPerson(text, from, start, ref output);
            output.Keep(start, end);
            output.Note(MaskNotes.Organisation);
        }

        MaskPerson(text, end, to, ref output);
    }

    // 王小明 腾讯科技有限公司: what stands before the organisation's own word is a person.
    private static int OrganisationStart(in FieldText text, int from, int end)
    {
        if (text.KindAt(end - 1) is not CharKind.Han) return from;
        for (var i = end - 1; i > from; i--)
            if (text.KindAt(i - 1) is CharKind.Space) return i;
        return from;
    }

    private static void MaskPerson(in FieldText text, int from, int to, ref MaskOutput output)
    {
        if (to <= from) return;
        // 收 in brackets of its own, or behind an organisation, names nobody.
        if (from > 0 && NameWords.SuffixLength(text, from, to) == to - from
            || to < text.Length && NameWords.IsLabel(text, from, to)) output.Keep(from, to);
        else PersonName.Mask(text, from, to, ref output);
    }
}

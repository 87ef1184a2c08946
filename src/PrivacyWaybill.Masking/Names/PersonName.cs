using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Renders one person: surname, stars, title and suffix.</summary>
internal static class PersonName
{
    // 王*明 has hidden what the standard demands and stays; 王小明* has not, whatever its star says.
    private const int MostShownWhenMasked = 2;

    /// <summary>Writes the masked form of a range that names one person.</summary>
    public static void Mask(FieldText text, int from, int to, MaskOutput output)
    {
        if (output.Styles.Name == NameStyle.Hidden)
        {
            Everything.Hide(text, from, to, output);
            return;
        }

        var start = from;
        while (from < to && text.KindAt(from) is CharKind.Space or CharKind.Dash && text.NextGrapheme(from) == from + 1) from++;
        output.Keep(start, from);
        var end = TrimEnd(text, from, to);
        var suffix = NameWords.SuffixLength(text, from, end);
        if (suffix > 0 && text.CountGraphemes(from, end - suffix) >= 2) end = TrimEnd(text, from, end - suffix);
        var core = end;
        var titled = false;
        if (NameWords.TitleLength(text, from, end) is > 0 and var title)
        {
            core = TrimEnd(text, from, end - title);
            titled = HasContent(text, from, core);
            // A title with nobody before it is what somebody is called: 妈妈.
            if (!titled) core = end;
        }

        MaskCore(text, from, core, titled, output);
        output.Keep(core, to);
    }

    private static void MaskCore(FieldText text, int from, int to, bool titled, MaskOutput output)
    {
        var count = CountContent(text, from, to, out var masked);
        if (masked)
        {
            var kept = count <= (Surnames.IsCompound(text, from) ? MostShownWhenMasked + 1 : MostShownWhenMasked);
            output.Note(kept ? MaskNotes.AlreadyMasked : MaskNotes.MaskedFurther);
            if (kept)
            {
                output.Keep(from, to);
                return;
            }
        }

        Write(text, from, to, Shown(text, from, count, titled), output);
    }

    /// <summary>How many graphemes stay: the surname, but never all that there is.</summary>
    private static int Shown(FieldText text, int from, int count, bool titled)
    {
        while (text.KindAt(from) is CharKind.Space && from < text.Length) from++;
        if (count <= 1) return 0;
        if (Surnames.IsCompound(text, from)) return count > 2 ? 2 : titled ? 0 : 1;
        // 小明老师 has no surname, and nothing of a given name may stand before a title.
        return titled && count == 2 && !Surnames.IsSingle(text[from]) ? 0 : 1;
    }

    private static void Write(FieldText text, int from, int to, int shown, MaskOutput output)
    {
        var kept = from;
        for (int i = from, next; i < to; i = next)
        {
            next = text.NextGrapheme(i);
            var kind = text.KindAt(i);
            if (kind is CharKind.Mask || (1u << (int)kind & CharKinds.Content) != 0)
            {
                if (shown > 0 && kind is not CharKind.Mask)
                {
                    shown--;
                    continue;
                }

                output.Keep(kept, i);
                output.Stars(1);
            }
            else if (IsInterpunct(text, i, kind, from, to))
            {
                output.Keep(kept, i);
                output.Interpunct();
            }
            else
            {
                continue;
            }

            kept = next;
        }

        output.Keep(kept, to);
    }

    // A full stop joins two Han names as an interpunct does, and between Latin letters neither is one.
    private static bool IsInterpunct(FieldText text, int index, CharKind kind, int from, int to) => kind switch
    {
        CharKind.Interpunct => index > from && text.KindAt(index - 1) is not CharKind.Latin,
        CharKind.Dot => index > from && index + 1 < to
            && text.Is(index - 1, CharKinds.AllHan) && text.Is(index + 1, CharKinds.AllHan),
        _ => false,
    };

    private static int CountContent(FieldText text, int from, int to, out bool masked)
    {
        masked = false;
        var count = 0;
        for (; from < to; from = text.NextGrapheme(from))
        {
            var kind = text.KindAt(from);
            if ((1u << (int)kind & CharKinds.Content) != 0) count++;
            masked |= kind is CharKind.Mask || text.Has(from, "^_^");
        }

        return count;
    }

    private static bool HasContent(FieldText text, int from, int to)
    {
        for (; from < to; from++)
            if (text.Is(from, CharKinds.Content | 1u << (int)CharKind.Mask)) return true;
        return false;
    }

    private static int TrimEnd(FieldText text, int from, int to)
    {
        while (to > from && text.KindAt(to - 1) is CharKind.Space) to--;
        return to;
    }
}

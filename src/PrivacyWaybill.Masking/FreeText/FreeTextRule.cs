using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>Remarks, goods, companies: leaks are masked in place, everything else stays byte for byte.</summary>
internal readonly struct FreeTextRule : IFieldRule
{
    /// <inheritdoc/>
    public static CharClasses Classes { get; } = new(
        CharKinds.Digits | 1u << (int)CharKind.HanTen | 1u << (int)CharKind.Latin, LeakStarts.Characters);

    /// <inheritdoc/>
    public static void Mask(in FieldText text, ref MaskOutput output)
    {
        var kept = 0;
        for (var i = text.NextStop(0); i < text.Length; i = text.NextStop(i))
        {
            var kind = text.KindAt(i);
            if (kind is CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit && TryFindPhone(text, i, out var phone))
            {
                if (TryFindWordBefore(text, kept, phone.Start, out var before)) Write(text, before, ref kept, ref output);
                output.Keep(kept, phone.Start);
                phone.Mask(text, ref output);
                output.Note(MaskNotes.PhoneFound);
                kept = i = phone.End;
                if (PhoneExtension.TryFind(text, i, out var start, out var end)) Write(text, new(start, end, LeakKind.Code), ref kept, ref output);
                if (TryFindWordBehind(text, kept, out var behind)) Write(text, behind, ref kept, ref output);
            }
            else if (TryFind(text, i, kind, out var leak, out var next))
            {
                // An announced account may be a phone, which has its own rule.
                if (leak.Kind is LeakKind.Identity && leak.Start > i && text.Is(leak.Start, CharKinds.PlainDigits)
                    && PhoneScan.TryMatchAt(text, leak.Start, leak.End, unknown: false, out _, out _))
                {
                    i = leak.Start;
                    continue;
                }

                Write(text, leak, ref kept, ref output);
                i = Math.Max(leak.End, i + 1);
            }
            else
            {
                i = Math.Max(next, text.NextGrapheme(i));
            }

            i = Math.Max(i, kept);
        }

        output.Keep(kept, text.Length);
    }

    private static bool TryFind(in FieldText text, int i, CharKind kind, out Leak leak, out int next)
    {
        next = i + 1;
        leak = default;
        switch (kind)
        {
            case CharKind.Digit or CharKind.WideDigit:
                if (AccountLeaks.TryFindEmail(text, i, out leak) || IdentityLeaks.TryFindCard(text, i, out leak)) return true;
                if (UnitLeaks.TryFind(text, i, out leak, out next)) return true;
                // Digits that are no leak are skipped as a run, so that none is found inside.
                while (text.Is(next, CharKinds.PlainDigits)) next++;
                return false;
            case CharKind.HanDigit or CharKind.HanTen:
                return UnitLeaks.TryFind(text, i, out leak, out next);
            case CharKind.Latin:
                if (text.KindAt(i - 1) is not CharKind.Latin && AccountLeaks.TryFindEmail(text, i, out leak)) return true;
                return AccountLeaks.TryFindAnnounced(text, i, out leak);
            case CharKind.Han:
                var starts = LeakStarts.Of(text[i]);
                return starts != 0 && TryFindHan(text, i, starts, out leak);
            default:
                return false;
        }
    }

    private static bool TryFindHan(in FieldText text, int i, byte starts, out Leak leak)
    {
        leak = default;
        return (starts & LeakStarts.Account) != 0 && AccountLeaks.TryFindAnnounced(text, i, out leak)
            || (starts & LeakStarts.Code) != 0 && CodeLeaks.TryFind(text, i, out leak)
            || (starts & LeakStarts.Plate) != 0 && IdentityLeaks.TryFindPlate(text, i, out leak)
            || (starts & LeakStarts.Announced) != 0 && PersonLeaks.TryFindAnnounced(text, i, out leak)
            || (starts & LeakStarts.Surname) != 0 && PersonLeaks.TryFindTitled(text, i, out leak)
            || (starts & LeakStarts.Company) != 0 && text.Has(i, "公司") && TryFindWordBehind(text, i + 2, out leak);
    }

    private static bool TryFindPhone(in FieldText text, int index, out PhoneNumber phone)
    {
        if (!PhoneScan.TryMatchAt(text, index, text.Length, unknown: false, out phone, out var next))
        {
            // An announced number may have a digit too few or too many, or no area code.
            if (phone.Shape.Count is < 7 or > 13) return false;
            phone = phone with { Shape = PhoneShapes.Match(DigitChain.Read(text, index, next)) };
            return !text.Is(next, 1u << (int)CharKind.Latin) && text[next] is not ('@' or '＠')
                && Cues.PhoneBefore(text, index) && !Cues.OrderBefore(text, index) && !Cues.CardBefore(text, index)
                && text.KindAt(index - 1) is not CharKind.Dash;
        }

        return text[phone.End] is not ('@' or '＠') && !IsWaybill(text, index) && !Cues.OrderBefore(text, index);
    }

    // 张三 13812345678
    private static bool TryFindWordBefore(in FieldText text, int from, int to, out Leak leak)
    {
        while (to > from && text.KindAt(to - 1) is CharKind.Space or CharKind.Separator or CharKind.Open or CharKind.Plus) to--;
        var start = to;
        while (start > from && to - start < 8 && text.Is(start - 1, CharKinds.AllHan)) start--;
        return PersonLeaks.TryFindBeside(text, start, to, out leak);
    }

    // 13812345678 张三, 某某公司（张三）
    private static bool TryFindWordBehind(in FieldText text, int from, out Leak leak)
    {
        while (text.KindAt(from) is CharKind.Space or CharKind.Separator or CharKind.Open or CharKind.Close or CharKind.Dash && from < text.Length) from++;
        var end = from;
        while (end - from < 8 && text.Is(end, CharKinds.AllHan)) end++;
        return PersonLeaks.TryFindBeside(text, from, end, out leak);
    }

    // JDVA13408814483 is a waybill; TEL13408814483 is not.
    private static bool IsWaybill(in FieldText text, int index)
    {
        var start = index;
        while (start > 0 && index - start < 8 && text[start - 1] is >= 'A' and <= 'Z') start--;
        return index - start >= 2 && text.Chars[start..index] is not ("TEL" or "WX" or "VX" or "QQ" or "PHONE" or "MOBILE" or "MOB" or "CALL" or "HP");
    }

    private static void Write(in FieldText text, Leak leak, ref int kept, ref MaskOutput output)
    {
        var start = Math.Max(kept, text.GraphemeStart(leak.Start));
        var end = Math.Max(start, text.GraphemeEnd(leak.End));
        output.Keep(kept, start);
        kept = end;
        switch (leak.Kind)
        {
            case LeakKind.Person:
                PersonName.Mask(text, start, end, ref output);
                output.Note(MaskNotes.PersonFound);
                break;
            case LeakKind.Code:
                WriteCode(text, start, end, ref output);
                output.Note(MaskNotes.CodeFound);
                break;
            default:
                output.Run(text.CountGraphemes(start, end));
                output.Note(leak.Kind is LeakKind.Unit ? MaskNotes.UnitHidden : MaskNotes.IdentityFound);
                break;
        }
    }

    private static void WriteCode(in FieldText text, int from, int to, ref MaskOutput output)
    {
        for (int i = from, next; i < to; i = next)
        {
            next = Math.Min(to, text.NextGrapheme(i));
            if (text.KindAt(i) is CharKind.Hash) output.Keep(i, next);
            else output.Stars(1);
        }
    }
}

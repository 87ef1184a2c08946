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
        CharKinds.Digits | 1u << (int)CharKind.HanTen | 1u << (int)CharKind.Latin, LeakStarts.Characters, NameWords.TitleStarts);

    /// <inheritdoc/>
    public static void Mask(FieldText text, MaskOutput output)
    {
        var kept = 0;
        for (var i = text.NextStop(0); i < text.Length; i = text.NextStop(i))
        {
            var kind = text.KindAt(i);
            if (kind is CharKind.Han && !MayStartLeak(text, i))
            {
                i = text.NextGrapheme(i);
                continue;
            }

            if (kind is CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit && PhoneLeaks.TryFind(text, i, out var phone))
            {
                if (PersonLeaks.TryFindBefore(text, kept, phone.Start, out var before)) Write(text, before, ref kept, output);
                output.Keep(kept, phone.Start);
                phone.Mask(text, output);
                output.Note(MaskNotes.PhoneFound);
                kept = i = phone.End;
                if (PhoneExtension.TryFind(text, i, out var start, out var end)) Write(text, new(start, end, LeakKind.Code), ref kept, output);
                if (PersonLeaks.TryFindBehind(text, kept, out var behind)) Write(text, behind, ref kept, output);
                if (PhoneLeaks.TryFindLocalBehind(text, kept, out var local))
                {
                    output.Keep(kept, local.Start);
                    local.Mask(text, output);
                    kept = local.End;
                }
            }
            else if (TryFind(text, i, kind, out var leak, out var next))
            {
                // An announced account may be a phone, which has its own rule.
                if (leak.Kind is LeakKind.Identity && leak.Start > i && text.Is(leak.Start, CharKinds.Digits)
                    && PhoneScan.TryMatchAt(text, leak.Start, leak.End, unknown: false, out _, out _))
                {
                    i = leak.Start;
                    continue;
                }

                // 李四 510107197707078891
                if (leak.Kind is LeakKind.Identity && leak.Start == i && PersonLeaks.TryFindBefore(text, kept, i, out var owner)) Write(text, owner, ref kept, output);
                Write(text, leak, ref kept, output);
                // 502张伟
                if (leak.Kind is LeakKind.Unit or LeakKind.Identity && PersonLeaks.TryFindBehind(text, kept, out var holder)
                    && (leak.Kind is LeakKind.Unit || leak.Start == i || PersonShape.Is(text, holder.Start, holder.End, expected: true))) Write(text, holder, ref kept, output);
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

    // Most stops inside of words are surnames, which count there only with a form of address behind.
    private static bool MayStartLeak(FieldText text, int i)
    {
        var starts = LeakStarts.Of(text[i], text[i + 1]);
        return (starts & ~LeakStarts.Surname) != 0 || starts != 0 && (!text.Is(i - 1, CharKinds.AllHan) || PersonLeaks.MayBeTitled(text, i));
    }

    private static bool TryFind(FieldText text, int i, CharKind kind, out Leak leak, out int next)
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
                // 伍 and 陆 are surnames, too.
                return UnitLeaks.TryFind(text, i, out leak, out next) || PersonLeaks.TryFindTitled(text, i, out leak);
            case CharKind.Latin:
                if (text.KindAt(i - 1) is CharKind.Latin) return AccountLeaks.TryFindAnnounced(text, i, out leak);
                next = Math.Max(next, Links.EndOf(text, i));
                return AccountLeaks.TryFindEmail(text, i, out leak) || AccountLeaks.TryFindAnnounced(text, i, out leak)
                    || CodeLeaks.TryFindLatin(text, i, out leak) || IdentityLeaks.TryFindPassport(text, i, out leak) || PersonLeaks.TryFindLatin(text, i, out leak) || UnitLeaks.TryFindLatin(text, i, out leak) || UnitLeaks.TryFind(text, i, out leak, out _);
            // 谢谢: half of all remarks end with it, and nobody is called so.
            case CharKind.Han when text[i] is '谢' or '謝' && text[i + 1] == text[i]:
                next = i + 2;
                return false;
            case CharKind.Han:
                var starts = LeakStarts.Of(text[i], text[i + 1]);
                return starts != 0 && TryFindHan(text, i, starts, out leak);
            default:
                return false;
        }
    }

    private static bool TryFindHan(FieldText text, int i, int starts, out Leak leak)
    {
        leak = default;
        return (starts & LeakStarts.Account) != 0 && AccountLeaks.TryFindAnnounced(text, i, out leak)
            || (starts & LeakStarts.Code) != 0 && CodeLeaks.TryFind(text, i, out leak)
            || (starts & LeakStarts.Plate) != 0 && IdentityLeaks.TryFindPlate(text, i, out leak)
            || (starts & LeakStarts.Paper) != 0 && IdentityLeaks.TryFindPaper(text, i, out leak)
            || (starts & LeakStarts.Label) != 0 && PersonLeaks.TryFindLabelled(text, i, out leak)
            || (starts & LeakStarts.Announced) != 0 && PersonLeaks.TryFindAnnounced(text, i, out leak)
            || (starts & LeakStarts.Unit) != 0 && UnitLeaks.TryFindAnnounced(text, i, out leak)
            || (starts & LeakStarts.WeaklyAnnounced) != 0 && ShapedPeople.TryFindAnnounced(text, i, out leak)
            || (starts & LeakStarts.Surname) != 0 && (PersonLeaks.TryFindTitled(text, i, out leak) || ShapedPeople.TryFindStanding(text, i, out leak) || i == 0 && PersonLeaks.TryFindFirst(text, out leak))
            || (starts & LeakStarts.Company) != 0 && IsCompanyEnd(text, i, out var end) && PersonLeaks.TryFindBehind(text, end, out leak);
    }

    private static bool IsCompanyEnd(FieldText text, int index, out int end)
    {
        end = index + (text[index] is '公' ? 2 : 1);
        return text[index] is not '公' && end - index == 1 && !text.Is(end, CharKinds.AllHan) || text.Has(index, "公司");
    }

    private static void Write(FieldText text, Leak leak, ref int kept, MaskOutput output)
    {
        var start = Math.Max(kept, text.GraphemeStart(leak.Start));
        var end = Math.Max(start, text.GraphemeEnd(leak.End));
        output.Keep(kept, start);
        kept = end;
        switch (leak.Kind)
        {
            case LeakKind.Person:
                PersonName.Mask(text, start, end, output);
                output.Note(MaskNotes.PersonFound);
                break;
            case LeakKind.Code:
                WriteCode(text, start, end, output);
                output.Note(MaskNotes.CodeFound);
                break;
            default:
                output.Run(text.CountGraphemes(start, end));
                output.Note(leak.Kind is LeakKind.Unit ? MaskNotes.UnitHidden : MaskNotes.IdentityFound);
                break;
        }
    }

    private static void WriteCode(FieldText text, int from, int to, MaskOutput output)
    {
        for (int i = from, next; i < to; i = next)
        {
            next = Math.Min(to, text.NextGrapheme(i));
            if (text.KindAt(i) is CharKind.Hash or CharKind.Space or CharKind.Dash) output.Keep(i, next);
            else output.Stars(1);
        }
    }
}

using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>Phone numbers in free text, told from orders, waybills, dates and public hotlines.</summary>
internal static class PhoneLeaks
{
    private const int ShortestNumber = 7;
    private const int LongestTypo = 13;
    private const int LocalGroup = 4;
    private const int ServiceDigits = 10;
    private const int LongestTitled = 7;

    /// <summary>Finds the number that starts with the digit at an index.</summary>
    public static bool TryFind(FieldText text, int index, out PhoneNumber phone)
    {
        phone = default;
        if (text.IsShortNumber(index, ShortestNumber)) return false;
        return PhoneScan.TryMatchAt(text, index, text.Length, unknown: false, out phone, out var next)
            ? text[phone.End] is not ('@' or '＠') && !IsCode(text, index, phone) && !Cues.OrderBefore(text, index)
            : TryFindAnnounced(text, index, next, ref phone);
    }

    /// <summary>Finds a local number behind a number and a separator: 13987654321、83712345.</summary>
    public static bool TryFindLocalBehind(FieldText text, int index, out PhoneNumber phone)
    {
        phone = default;
        if (text.KindAt(index) is not (CharKind.Separator or CharKind.Space) || index >= text.Length) return false;
        var start = index + 1;
        var end = start;
        while (text.Is(end, CharKinds.PlainDigits)) end++;
        // Eight digits may be a date, and seven no number of a place: 2025年 is shorter.
        if (end - start is not (ShortestNumber or 2 * LocalGroup) || text[start] is '0' or '1' || text.Has(start, "20") && end - start == 2 * LocalGroup) return false;
        if (text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Dash)) return false;
        phone = new(start, end, new(end - start, 0, false, false));
        return true;
    }

    // An announced number may have a digit too few or too many, or no area code.
    private static bool TryFindAnnounced(FieldText text, int index, int next, ref PhoneNumber phone)
    {
        if (phone.Shape.Count == LocalGroup)
        {
            // 3897 1326
            var chain = DigitChain.Read(text, index, text.Length);
            var local = PhoneShapes.Match(chain);
            if (local.Count != 2 * LocalGroup) return false;
            next = chain.EndOf(local.Count);
            phone = new(index, next, local);
        }
        else if (phone.Shape.Count is >= ShortestNumber and <= LongestTypo)
        {
            phone = phone with { Shape = PhoneShapes.Match(DigitChain.Read(text, index, next)) };
        }
        else
        {
            return false;
        }

        return !text.Is(next, 1u << (int)CharKind.Latin) && text[next] is not ('@' or '＠') && !(phone.Shape.Count == ServiceDigits && IsService(text, index))
            && (Cues.PhoneBefore(text, index) || IsOwned(text, index, phone)) && !Cues.OrderBefore(text, index) && !Cues.CardBefore(text, index)
            && text.KindAt(index - 1) is not CharKind.Dash;
    }

    // 陈先生 9123 4567: Hong Kong has no area code; 20250601 is a date.
    private static bool IsOwned(FieldText text, int index, PhoneNumber phone)
    {
        if (phone.Shape.Count != 2 * LocalGroup || text[index] is '0' or '1' || text.Has(index, "20")) return false;
        while (text.KindAt(index - 1) is CharKind.Space or CharKind.Separator or CharKind.Open && index > 1) index--;
        return NameWords.TitleLength(text, Math.Max(0, index - LongestTitled), index) > 0;
    }

    // 400 and 800 numbers are public.
    private static bool IsService(FieldText text, int index) => text.Has(index, "400") || text.Has(index, "800");

    // JDVA13408814483 is a waybill, TEL13408814483 is not; a landline runs on from no letter and no path.
    private static bool IsCode(FieldText text, int index, PhoneNumber phone)
    {
        if (!phone.Shape.IsMobile && text.KindAt(index) is CharKind.Digit && phone.End - phone.Start == phone.Shape.Count
            && (text.KindAt(index - 1) is CharKind.Latin || text[index - 1] is '/' or '=' or '_')) return true;
        var start = index;
        while (start > 0 && index - start < 8 && text[start - 1] is >= 'A' and <= 'Z') start--;
        return index - start >= 2 && text.Chars[start..index] is not ("TEL" or "WX" or "VX" or "QQ" or "PHONE" or "MOBILE" or "MOB" or "CALL" or "HP");
    }
}

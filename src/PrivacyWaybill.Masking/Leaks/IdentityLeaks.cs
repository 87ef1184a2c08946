using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>Identity cards, bank cards and number plates.</summary>
internal static class IdentityLeaks
{
    private const int IdentityDigits = 18;
    private const int OldIdentityDigits = 15;
    private const int MinCardDigits = 16;
    private const int MaxCardDigits = 19;
    private const int MinAnnouncedCardDigits = 12;

    /// <summary>The characters with which number plates start.</summary>
    public const string Provinces = "使京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    /// <summary>The words that announce an identity document; PIPL and GB/T 41833 leave no room for any on a label.</summary>
    public static readonly WordTable PaperCues = WordTable.ByFirst(
        "护照号码", "护照号", "护照", "護照", "通行证号", "通行证", "台胞证", "回乡证", "军官证", "士兵证", "驾驶证号", "驾驶证", "社保卡号", "社保卡", "社保号", "居住证", "身份证", "学号", "工号", "员工编号",
        "会员卡号", "会员卡", "会员号", "病历号", "住院号", "门诊号", "就诊卡号", "就诊卡", "医保卡号", "医保卡", "医保号", "车架号", "准考证号", "准考证", "生日", "出生日期", "出生年月");

    private const int ShortestPaper = 5;
    private const int LongestPaper = 20;

    /// <summary>Finds the number of an identity document behind a cue that starts at an index.</summary>
    public static bool TryFindPaper(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = PaperCues.LengthAt(text, index);
        if (cue == 0) return false;
        var start = index + cue;
        if (text.Has(start, "号码")) start += 2;
        start = Cues.SkipLink(text, start);
        // 军官证 军字第1234567号
        if (text.Has(start + 1, "字第")) start = Cues.SkipLink(text, start + 3);
        if (TryFindCard(text, start, out leak)) return true;
        if (text[index] is '生' || text.Has(index, "出生")) return TryFindBirthday(text, start, out leak);
        var end = start;
        var digits = 0;
        for (; text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Latin) && end - start <= LongestPaper; end++)
            if (text.Is(end, CharKinds.PlainDigits)) digits++;
        leak = new(start, end, LeakKind.Identity);
        return digits >= ShortestPaper && end - start <= LongestPaper && text.IsCut(end);
    }

    /// <summary>Finds the number of a passport behind its English name.</summary>
    public static bool TryFindPassport(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (!text.Chars[index..].StartsWith("passport", StringComparison.OrdinalIgnoreCase)) return false;
        var start = Cues.SkipLink(text, index + 8);
        var end = start;
        while (end - start <= LongestPaper && text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Latin)) end++;
        leak = new(start, end, LeakKind.Identity);
        return end - start is >= ShortestPaper and <= LongestPaper && text.Is(end - 1, CharKinds.PlainDigits) && text.IsCut(end);
    }

    // 1990年3月7日, 1990-03-07, 19900307: with its year, for a day alone may be that of delivery.
    private static bool TryFindBirthday(FieldText text, int start, out Leak leak)
    {
        leak = default;
        if (!text.Has(start, "19") && !text.Has(start, "20")) return false;
        var end = start;
        var digits = 0;
        for (; text.Is(end, CharKinds.PlainDigits) || text[end] is '年' or '月' or '日' or '-' or '/' or '.'; end++)
            if (text.Is(end, CharKinds.PlainDigits)) digits++;
        leak = new(start, end, LeakKind.Identity);
        return digits is >= 5 and <= 8 && text.IsCut(end);
    }

    /// <summary>Finds the card whose digits start at an index.</summary>
    public static bool TryFindCard(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (text.IsShortNumber(index, MinAnnouncedCardDigits)) return false;
        Span<byte> digits = stackalloc byte[MaxCardDigits + 1];
        var count = 0;
        var end = index;
        var i = index;
        for (; i < text.Length && count < digits.Length; i = text.NextGrapheme(i))
        {
            if (text.Is(i, CharKinds.PlainDigits))
            {
                digits[count++] = (byte)HanNumerals.ValueOf(text[i], text.KindAt(i));
                end = text.NextGrapheme(i);
            }
            else if (text.KindAt(i) is not (CharKind.Space or CharKind.Dash) || i != end || count % 4 != 0 && count is not (6 or 14))
            {
                break;
            }
        }

        if (text.Is(i, CharKinds.PlainDigits)) return false;
        var x = text[end] is 'x' or 'X';
        if (count == IdentityDigits - 1 && x && (CheckDigit(digits[..17]) == 10 || Cues.IdentityBefore(text, index))) end++;
        else if (!IsIdentity(text, index, digits[..count]) && !IsBankCard(text, index, digits[..count])) return false;
        leak = new(index, end, LeakKind.Identity);
        return true;
    }

    /// <summary>Finds the number plate whose province starts at an index.</summary>
    public static bool TryFindPlate(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (!Provinces.Contains(text[index]) || text[index + 1] is not (>= 'A' and <= 'Z')) return false;
        var i = index + 2;
        if (text.KindAt(i) is CharKind.Interpunct or CharKind.Dash or CharKind.Dot or CharKind.Space && i < text.Length) i++;
        var start = i;
        var digits = 0;
        for (; text[i] is (>= 'A' and <= 'Z') or (>= '0' and <= '9'); i++)
            if (char.IsAsciiDigit(text[i])) digits++;
        // Five, or six with new energy; the last may be a Han character such as 挂 or 学.
        if (text[i] is '挂' or '学' or '警' or '港' or '澳') i++;
        if (i - start is not (5 or 6) || digits == 0 || text.Is(i, CharKinds.PlainDigits | 1u << (int)CharKind.Latin)) return false;
        leak = new(index, i, LeakKind.Identity);
        return true;
    }

    private static bool IsIdentity(FieldText text, int index, ReadOnlySpan<byte> digits) => digits.Length switch
    {
        IdentityDigits => HasBirthday(digits) && CheckDigit(digits[..17]) == digits[17] && !Cues.OrderBefore(text, index) || Cues.IdentityBefore(text, index),
        OldIdentityDigits => Cues.IdentityBefore(text, index),
        _ => false,
    };

    // Order numbers are as long and one in ten passes Luhn, so an issuer's prefix or a cue is demanded as well.
    private static bool IsBankCard(FieldText text, int index, ReadOnlySpan<byte> digits)
    {
        if (digits.Length >= MinAnnouncedCardDigits && Cues.CardBefore(text, index)) return true;
        return digits.Length is >= MinCardDigits and <= MaxCardDigits
            && digits is [6, 2, ..] or [4, ..] or [5, >= 1 and <= 5, ..] or [3, 5, ..]
            && PassesLuhn(digits) && !Cues.OrderBefore(text, index);
    }

    // GB 11643-1999: a plausible year, month and day.
    private static bool HasBirthday(ReadOnlySpan<byte> digits) =>
        digits[6] * 10 + digits[7] is 18 or 19 or 20
        && digits[10] * 10 + digits[11] is >= 1 and <= 12
        && digits[12] * 10 + digits[13] is >= 1 and <= 31;

    // GB 11643-1999 (ISO 7064 MOD 11-2); 10 is written X.
    private static int CheckDigit(ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<byte> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += digits[i] * weights[i];
        return (12 - sum % 11) % 11;
    }

    // ISO/IEC 7812-1, annex B.
    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i];
            sum += (i & 1) == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }

        return sum % 10 == 0;
    }
}

using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Notes;

/// <summary>
/// Identity cards (GB 11643, told by the check digit), passports and passes behind their word, bank cards (told by Luhn's), e-mail addresses, accounts of
/// messengers, number plates. Half of each at least has to be gone, and no more than four characters may be left.
/// </summary>
internal static class IdentityMarks
{
    private const int MostShown = 4;

    /// <summary>Digits that the smiley stands for at least.</summary>
    private const int SmileWidth = 6;

    private static readonly WordList s_accountWords = new(
        "微信号", "微信", "wechat", "weixin", "qq号码", "qq号", "qq", "wx号", "wxid", "wx", "vx号", "vx", "v信", "加v", "加微",
        "薇信", "威信", "钉钉号", "钉钉", "抖音号", "telegram", "whatsapp", "line", "扣扣号", "扣扣", "企鹅号");

    private static readonly WordList s_cardWords = new(
        "身份证号码", "身份证号", "身份证", "证件号码", "证件号", "银行卡号", "银行卡", "信用卡", "储蓄卡", "卡号");

    private static readonly WordList s_documentWords = new("护照号码", "护照号", "护照", "通行证", "台胞证", "回乡证");

    private static readonly WordList s_orderWords = new("单号", "订单", "运单", "编号", "流水号", "号码", "条码");

    private static readonly CharacterSet s_joints = new(":是为号");

    private static readonly CharacterSet s_provinces = new("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼");

    public static Violations Judge(ReadOnlySpan<Glyph> text)
    {
        if (JudgeMail(text) != Violations.None) return Violations.IdentityShown;
        for (var i = 0; i < text.Length; i++)
        {
            var glyph = text[i];
            var shown = glyph.IsDigitPlace && (i == 0 || !text[i - 1].IsDigitPlace) ? CardAt(text, i)
                : s_provinces.Contains(glyph) ? PlateAt(text, i)
                : text.AnyAt(i, s_accountWords) is > 0 and var word ? AccountAt(text, i, word)
                : text.AnyAt(i, s_documentWords) is > 0 and var document ? DocumentAt(text, i + document)
                : 0;
            if (shown > MostShown) return Violations.IdentityShown;
        }
        return Violations.None;
    }

    /// <summary>E-mail addresses alone: the part before the sign names a person.</summary>
    public static Violations JudgeMail(ReadOnlySpan<Glyph> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at].Rune != '@') continue;
            int start = at, end = at + 1, shown = 0;
            while (start > 0 && at - start < 64 && IsMail(text[start - 1])) start--;
            var dot = false;
            while (end < text.Length && end - at < 64 && IsMail(text[end])) dot |= text[end++].Rune == '.';
            for (var i = start; i < at; i++)
                if (text[i].Is(GlyphKind.Shown)) shown++;
            var local = at - start;
            if (dot && local > 0 && text[at].Is(GlyphKind.Shown) && (shown > MostShown || shown * 2 > local || shown == local)) return Violations.IdentityShown;
        }
        return Violations.None;
    }

    private static bool IsMail(Glyph glyph) =>
        glyph.IsPlainDigit || glyph.Is(GlyphKind.Latin | GlyphKind.Mask) || glyph.Rune is '.' or '_' or '-' or '+';

    /// <summary>Shown characters of the card that starts here; 0 if there is none, or less than half of it is shown.</summary>
    private static int CardAt(ReadOnlySpan<Glyph> text, int start)
    {
        if (!text[start].IsDigit || text.KindAt(start - 1, GlyphKind.Latin)) return 0;
        Span<sbyte> digits = stackalloc sbyte[20];
        int count = 0, shown = 0, end = start, gap = 0, blocks = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (!text[i].IsDigit)
            {
                if (text[i].Rune is not (' ' or '-') || ++gap > 1) break;
                continue;
            }
            if (count == digits.Length) return 0;
            if (gap > 0) blocks++;
            gap = 0;
            digits[count++] = text[i].Digit;
            if (text[i].Is(GlyphKind.Shown)) shown++;
            end = i + 1;
        }
        if (count < 12) return 0;
        var announced = Announced(text, start, s_cardWords);
        var isCard = announced
            || count == 17 && text.RuneAt(end) is 'x' or 'X' && IsIdentity(digits, 10)
            || count == 18 && IsIdentity(digits, digits[17]) && !Announced(text, start, s_orderWords)
            || count is >= 16 and <= 19 && IsBankCard(digits[..count]) && !Announced(text, start, s_orderWords) && (blocks == 1 || blocks == (count + 3) / 4);
        return isCard && shown * 2 > count ? shown : isCard && shown > MostShown ? shown : 0;
    }

    /// <summary>GB 11643: a day of birth in the middle and a check digit, of weight 2^(17-i) modulo 11.</summary>
    private static bool IsIdentity(ReadOnlySpan<sbyte> digits, int check)
    {
        var century = digits[6] * 10 + digits[7];
        var month = digits[10] * 10 + digits[11];
        var day = digits[12] * 10 + digits[13];
        if (century is not (18 or 19 or 20) || month is < 1 or > 12 || day is < 1 or > 31) return false;
        int sum = check, weight = 2;
        for (var i = 16; i >= 0; i--)
        {
            sum += digits[i] * weight;
            weight = weight * 2 % 11;
        }
        return sum % 11 == 1;
    }

    /// <summary>ISO/IEC 7812: prefixes of UnionPay, Visa, Mastercard and other cards seen in the mainland, and Luhn's check digit.</summary>
    private static bool IsBankCard(ReadOnlySpan<sbyte> digits)
    {
        var prefix = digits[0] * 10 + digits[1];
        if (prefix is not (62 or 60 or 63 or 68 or 69 or 90 or 95 or 94 or 35 or >= 40 and <= 49 or >= 51 and <= 55)) return false;
        var sum = 0;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var value = (digits.Length - 1 - i) % 2 == 1 ? digits[i] * 2 : digits[i];
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    private static int PlateAt(ReadOnlySpan<Glyph> text, int start)
    {
        var at = start + 1;
        if (!text.KindAt(at, GlyphKind.Latin)) return 0;
        int shown = text.CountShown(start, start + 2), count = 2, digits = 0;
        at = text.RuneAt(at + 1) is '·' or ' ' or '-' ? at + 2 : at + 1;
        while (at < text.Length && count < 9 && (text[at].IsPlainDigit || text[at].Is(GlyphKind.Latin)))
        {
            if (text[at].IsDigit) digits++;
            if (text[at].Is(GlyphKind.Shown)) shown++;
            count++;
            at++;
        }
        if (count == 6 && text.RuneAt(at) is '学' or '警' or '挂' or '港' or '澳') count++;
        return count is 7 or 8 && digits >= 2 && shown * 2 > count ? shown : 0;
    }

    private static int AccountAt(ReadOnlySpan<Glyph> text, int start, int word)
    {
        if (text[start].Is(GlyphKind.Latin) && text.KindAt(start - 1, GlyphKind.Latin)) return 0;
        var at = start + word;
        var gap = 0;
        while (at < text.Length && gap < 4 && text[at].Rune is ' ' or ':' or '是' or '为' or '号' or '=' or '-' or '_') (at, gap) = (at + 1, gap + 1);
        int count = 0, shown = 0, digits = 0;
        // Behind a word of letters, more letters only spell another word: line, wx.
        if (gap == 0 && text[start + word - 1].Is(GlyphKind.Latin) && text.KindAt(at, GlyphKind.Latin)) return 0;
        while (at < text.Length && count < 24 && (text[at].IsPlainDigit || text[at].Is(GlyphKind.Latin | GlyphKind.Mask) || text[at].Rune is '_' or '-'))
        {
            // A phone as an account is judged as a phone.
            if (text[at].Is(GlyphKind.Used)) return 0;
            if (text[at].IsDigit) digits++;
            if (text[at].Is(GlyphKind.Shown)) shown++;
            count += text[at].Is(GlyphKind.Smile) ? SmileWidth : 1;
            at++;
        }
        return count >= 5 && (digits > 0 || count >= 6) && shown * 2 > count ? shown : 0;
    }

    /// <summary>Up to two letters and seven to nine digits: E12345678.</summary>
    private static int DocumentAt(ReadOnlySpan<Glyph> text, int at)
    {
        for (var gap = 0; gap < 4 && at < text.Length && (text[at].Is(GlyphKind.Space) || s_joints.Contains(text[at])); gap++) at++;
        int letters = 0, digits = 0, shown = 0;
        for (; at < text.Length && letters + digits <= 11 && (text[at].IsPlainDigit || text[at].Is(GlyphKind.Latin)); at++)
        {
            if (text[at].IsDigit) digits++;
            else letters++;
            if (text[at].Is(GlyphKind.Shown)) shown++;
        }
        return letters <= 2 && digits is >= 7 and <= 9 && shown * 2 > letters + digits ? shown : 0;
    }

    private static bool Announced(ReadOnlySpan<Glyph> text, int start, WordList words) => text.IsAnnounced(start, words, s_joints, 3);
}

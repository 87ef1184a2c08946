using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>E-mail addresses, WeChat and QQ.</summary>
internal static class AccountLeaks
{
    private const int ShortestAccount = 5;

    // The most that WeChat allows.
    private const int LongestAccount = 20;

    // Beyond any account: what turns out to be a phone is read again from each cue inside.
    private const int LongestToken = 256;

    // RFC 5321, 4.5.3.1.1.
    private const int LongestLocalPart = 64;

    /// <summary>The words that announce an account.</summary>
    public static readonly WordTable HanCues = WordTable.ByFirst(
        "微信号", "微信", "微信號", "薇信", "威信", "微❤", "薇❤", "微：", "微:", "薇：", "薇:", "绿泡泡", "加微", "加v", "加V", "加我v", "加我V", "加我微", "扣扣号", "扣扣", "企鹅号", "旺旺", "支付宝", "抖音号", "抖音", "小红书", "徽信", "加群", "企鹅", "快手号", "快手", "淘宝号", "京东账号", "京东号", "闲鱼", "飞书", "钉钉号", "钉钉", "微博");

    private static readonly string[] s_latinCues = ["weixin", "wechat id", "wechat", "wx", "vx", "qq群", "qq", "v信", "telegram", "line id", "line:", "ins:", "id:"];

    /// <summary>Finds the account or e-mail address that starts, or is announced, at an index.</summary>
    public static bool TryFind(FieldText text, int index, out Leak leak)
    {
        leak = default;
        return text.KindAt(index) switch
        {
            CharKind.Latin => TryFindEmail(text, index, out leak) || TryFindAnnounced(text, index, out leak),
            CharKind.Han => TryFindAnnounced(text, index, out leak),
            _ => false,
        };
    }

    /// <summary>Finds the e-mail address whose local part starts at an index.</summary>
    public static bool TryFindEmail(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if ((text.Seen & 1u << (int)CharKind.Punctuation) == 0) return false;
        var at = index;
        while (at - index < LongestLocalPart && IsLocalPart(text, at)) at++;
        if (at == index || text[at] is not ('@' or '＠')) return false;
        var end = at + 1;
        var dot = -1;
        for (; IsDomain(text, end); end++)
            if (text[end] == '.') dot = end;
        if (text[end - 1] == '.') end--;
        if (dot < 0 || end <= at + 1) return false;
        leak = new(index, end, LeakKind.Identity);
        return true;
    }

    /// <summary>Finds the account behind a cue that starts at an index.</summary>
    public static bool TryFindAnnounced(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = HanCues.LengthAt(text, index);
        if (cue == 0 && !text.Is(index - 1, 1u << (int)CharKind.Latin)) cue = LatinCue(text, index);
        if (cue == 0) return false;
        var start = Cues.SkipLink(text, index + cue);
        if (text.Has(start, "is ")) start = Cues.SkipLink(text, start + 2);
        if (text.Has(start, "ID") && !char.IsAsciiLetterOrDigit(text[start + 2])) start = Cues.SkipLink(text, start + 2);
        var end = start;
        while (end - start < LongestToken && IsAccount(text, end)) end++;
        // QQ：一二三四五六七八九
        if (end == start) while (end - start < LongestAccount && text.KindAt(end) is CharKind.HanDigit) end++;
        if (end - start < ShortestAccount) return false;
        // An account may be an e-mail address.
        if (text[end] is '@' or '＠' && TryFindEmail(text, start, out var email)) end = email.End;
        leak = new(start, end, LeakKind.Identity);
        return true;
    }

    private static int LatinCue(FieldText text, int index)
    {
        if (text[index] is not ('w' or 'W' or 'v' or 'V' or 'q' or 'Q' or 't' or 'T' or 'l' or 'L' or 'i' or 'I')) return 0;
        foreach (var cue in s_latinCues)
        {
            if (!text.Chars[index..].StartsWith(cue, StringComparison.OrdinalIgnoreCase)) continue;
            // wxid_… names the account itself, VXmoon6442 announces one; QQ群 and qqmail do not.
            if (!text.Is(index + cue.Length, 1u << (int)CharKind.Latin) || !char.IsAsciiLetter(cue[^1])) return cue.Length;
            return text.Chars[index..].StartsWith("wxid_") || cue is "wx" or "vx" && HasDigit(text, index) ? 2 : 0;
        }

        return IsInitial(text, index) ? 1 : 0;
    }

    // v：zhangsan88, Q:12345678, 加Q 12345678
    private static bool IsInitial(FieldText text, int index) =>
        text[index] is 'v' or 'V' or 'q' or 'Q'
        && (text[index + 1] is ':' or '：' || text[index - 1] is '+' or '➕' || text[index] is 'q' or 'Q' && (text[index - 1] is '加' || text.Is(index + 1, CharKinds.PlainDigits)));

    private static bool HasDigit(FieldText text, int index)
    {
        for (var end = index + LongestAccount; index < end && IsAccount(text, index) && !char.IsAsciiDigit(text[index]);) index++;
        return char.IsAsciiDigit(text[index]);
    }

    private static bool IsLocalPart(FieldText text, int index) =>
        char.IsAsciiLetterOrDigit(text[index]) || text[index] is '.' or '_' or '%' or '+' or '-';

    private static bool IsDomain(FieldText text, int index) => char.IsAsciiLetterOrDigit(text[index]) || text[index] is '.' or '-';

    private static bool IsAccount(FieldText text, int index) => char.IsAsciiLetterOrDigit(text[index]) || text[index] is '_' or '-';
}

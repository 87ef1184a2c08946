using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>E-mail addresses, WeChat and QQ.</summary>
internal static class AccountLeaks
{
    private const int ShortestAccount = 5;

    // RFC 5321, 4.5.3.1.1.
    private const int LongestLocalPart = 64;

    /// <summary>The words that announce an account.</summary>
    public static readonly string[] HanCues = ["微信号", "微信", "微信號", "薇信", "威信", "加微", "加v", "加V", "扣扣号", "扣扣", "企鹅号"];
    private static readonly string[] s_latinCues = ["weixin", "wechat", "wx", "vx", "qq", "v信"];

    /// <summary>Finds the e-mail address whose local part starts at an index.</summary>
    public static bool TryFindEmail(in FieldText text, int index, out Leak leak)
    {
        leak = default;
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
    public static bool TryFindAnnounced(in FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = Cues.MatchAt(text, index, HanCues);
        if (cue == 0 && !text.Is(index - 1, 1u << (int)CharKind.Latin)) cue = LatinCue(text, index);
        if (cue == 0) return false;
        var start = Cues.SkipLink(text, index + cue);
        var end = start;
        while (IsAccount(text, end)) end++;
        if (end - start < ShortestAccount) return false;
        leak = new(start, end, LeakKind.Identity);
        return true;
    }

    private static int LatinCue(in FieldText text, int index)
    {
        foreach (var cue in s_latinCues)
        {
            if (!text.Chars[index..].StartsWith(cue, StringComparison.OrdinalIgnoreCase)) continue;
            // wxid_… names the account itself; QQ群 and qqmail do not.
            return text.Is(index + cue.Length, 1u << (int)CharKind.Latin) ? text.Chars[index..].StartsWith("wxid_") ? 2 : 0 : cue.Length;
        }

        return 0;
    }

    private static bool IsLocalPart(in FieldText text, int index) =>
        char.IsAsciiLetterOrDigit(text[index]) || text[index] is '.' or '_' or '%' or '+' or '-';

    private static bool IsDomain(in FieldText text, int index) => char.IsAsciiLetterOrDigit(text[index]) || text[index] is '.' or '-';

    private static bool IsAccount(in FieldText text, int index) => char.IsAsciiLetterOrDigit(text[index]) || text[index] is '_' or '-';
}

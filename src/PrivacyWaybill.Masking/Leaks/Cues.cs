using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>Words that say what stands behind them.</summary>
internal static class Cues
{
    // A token that is looked back over is hardly longer; the bound keeps the sweep linear.
    private const int LongestLookBack = 48;

    private static readonly WordTable s_orders = ByLast(
        "订单", "單號", "单号", "运单", "编号", "快递", "取件码", "取货码", "提货码", "验证码", "取件密码", "货号", "型号", "条码", "批号", "发票", "流水", "工单", "合同", "税号", "序列号", "邮政编码", "邮编", "order", "no.", "sku", "sn");

    private static readonly WordTable s_phones = ByLast(
        "电话", "電話", "手机", "手機", "号码", "联系", "致电", "致電", "聯絡", "聯繫", "拨打", "打", "座机", "tel", "phone", "mobile", "tel.");

    private static readonly WordTable s_cards = ByLast(
        "银行卡", "银行卡号", "卡号", "账号", "帐号", "账户", "储蓄卡", "信用卡");

    private static readonly WordTable s_identities = ByLast(
        "身份证", "身份证号", "证件", "证号", "id");

    /// <summary>Whether an order, a parcel or a pick-up is what the token at an index numbers.</summary>
    public static bool OrderBefore(FieldText text, int index) => Before(text, index, s_orders);

    /// <summary>Whether a phone is announced before an index.</summary>
    public static bool PhoneBefore(FieldText text, int index) => Before(text, index, s_phones);

    /// <summary>Whether a bank card is announced before an index.</summary>
    public static bool CardBefore(FieldText text, int index) => Before(text, index, s_cards);

    /// <summary>Whether an identity document is announced before an index.</summary>
    public static bool IdentityBefore(FieldText text, int index) => Before(text, index, s_identities);

    /// <summary>The index after the punctuation and copulas that follow a cue.</summary>
    public static int SkipLink(FieldText text, int index)
    {
        while (index < text.Length && (text.KindAt(index) is CharKind.Space || text[index] is ':' or '：' or '是' or '为' or '號' or '号' or '群' or '@' or '，' or ',' or '=')) index++;
        return index;
    }

    private static bool Before(FieldText text, int index, WordTable words)
    {
        var end = index;
        var first = Math.Max(0, index - LongestLookBack);
        while (end > first && IsTokenPart(text, end - 1)) end--;
        // 订单编号 ends with what also links a cue to its number.
        for (; ; end--)
        {
            if (EndsWith(text, end, words)) return true;
            if (end <= first || !IsLink(text, end - 1)) break;
        }

        // The token may hold the cue itself: tel13812345678.
        return EndsWith(text, index, words);
    }

    // English cues are written in small letters, in capitals, and with a capital first.
    private static WordTable ByLast(params string[] words) => WordTable.ByLast(
        [.. words, .. words.Select(word => word.ToUpperInvariant()), .. words.Select(word => char.ToUpperInvariant(word[0]) + word[1..])]);

    private static bool EndsWith(FieldText text, int end, WordTable words) => end > 0 && words.LengthBefore(text, 0, end) > 0;

    private static bool IsTokenPart(FieldText text, int index) =>
        text.KindAt(index) is CharKind.Digit or CharKind.WideDigit or CharKind.Latin or CharKind.Dash || text[index] is '_';

    private static bool IsLink(FieldText text, int index) =>
        text.KindAt(index) is CharKind.Space || text[index] is ':' or '：' or '是' or '为' or '号' or '號' or '#' or '.';
}

using System.Text;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>Text that makes each rule work as hard as it can: what starts something at every character and finishes nothing.</summary>
internal static class AdversarialTexts
{
    private static readonly Dictionary<string, (string Start, string Piece)> s_texts = new()
    {
        ["plain Han"] = ("", "很慢地走"),
        ["digits"] = ("", "1234567890"),
        ["ones"] = ("", "1"),
        ["digit, space"] = ("", "1 "),
        ["digit, dash"] = ("", "1-"),
        ["digit, x"] = ("", "1x"),
        ["digit, ^_^"] = ("", "3^_^"),
        ["wide digits"] = ("", "１３８"),
        ["Han numerals"] = ("", "一三八"),
        ["phones"] = ("", "13812345678,"),
        ["stars"] = ("", "*"),
        ["stars, letter"] = ("", "**A"),
        ["letters, stars"] = ("", "tel***"),
        ["surnames"] = ("", "王欧阳李"),
        ["titles"] = ("", "王先生"),
        ["organisations"] = ("", "店厂公司"),
        ["organisations, spaces"] = ("", "恒达公司 "),
        ["号"] = ("", "号"),
        ["1号"] = ("", "1号"),
        ["units"] = ("", "1单元2室"),
        ["villages"] = ("", "三组村"),
        ["No."] = ("", "No. "),
        ["spaces"] = ("", " "),
        ["open brackets"] = ("", "（"),
        ["bracket pairs"] = ("", "[]"),
        ["emoji ZWJ"] = ("", "👨‍👩‍👧‍👦"),
        ["one ZWJ chain"] = ("", "👩\u200D"),
        ["marks"] = ("", "e\u0301\u0302"),
        ["marks, cue"] = ("", "*\u0301QQ"),
        ["one cluster"] = ("", "\u0301"),
        ["jamo in a unit"] = ("Unit ", "\u11A8%"),
        ["dashes"] = ("", "-"),
        ["x"] = ("", "x"),
        ["^_^"] = ("", "^_^"),
        ["@"] = ("", "@"),
        ["a@b."] = ("", "a@b."),
        ["person cues"] = ("", "联系元"),
        ["cue words"] = ("", "电话微信身份证给"),
        ["labels"] = ("", "收件人：古收件人"),
        ["order cues"] = ("", "订单号:1"),
        ["codes"] = ("", "xx11010519491231002X"),
        ["account cues"] = ("", "QQ13812345678"),
        ["links"] = ("", "http-"),
    };

    /// <summary>What each is called.</summary>
    public static IEnumerable<string> Names => s_texts.Keys;

    /// <summary>A text of a kind, as often its piece as fits.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="bytes">Its length, UTF-8; what the last piece leaves over is filled with spaces.</param>
    public static byte[] Fill(string name, int bytes)
    {
        var (start, piece) = (Encoding.UTF8.GetBytes(s_texts[name].Start), Encoding.UTF8.GetBytes(s_texts[name].Piece));
        var text = new byte[bytes];
        start.CopyTo(text, 0);
        var end = start.Length;
        for (; end + piece.Length <= bytes; end += piece.Length) piece.CopyTo(text, end);
        text.AsSpan(end).Fill((byte)' ');
        return text;
    }
}

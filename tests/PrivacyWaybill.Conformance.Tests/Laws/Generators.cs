using CsCheck;

namespace PrivacyWaybill.Conformance.Tests.Laws;

/// <summary>Fields as they may come: anything at all, phones in every spelling, names.</summary>
internal static class Generators
{
    private static readonly string[] s_pieces =
    [
        "1", "38", "13812345678", "138****5678", "138^_^78", "0755-", "+86", "转", "ext.", "*", "***", "^_^", "x", "○", "一", "三", "3栋", "2单元", "1301室", "5-1-101", "号", "村", "门", "楼", "床",
        "张", "欧阳", "三", "先生", "收", "公司", "微信", "a_1", "@b.cn", "京A", "12345", "门禁密码", "11010519491231002X", "Flat B", "12/F", "(", "）", "[", "]", "·", ".", " ", "\n", "\u200b", "\u0301", "🌸", "𠮷", "，", "/", "\0",
    ];

    private static readonly string[] s_digits = ["0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩"];

    private static readonly int[][] s_groups = [[11], [3, 4, 4], [3, 8], [3, 3, 5], [4, 4, 3], [7, 4], [3, 4, 2, 2], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]];

    private static readonly string[] s_separators = [" ", "-", ".", "－", "—", "·", "\n", "\r\n", " - ", "\u200b", "\u00a0", "\ufeff", "\u2060 "];

    private static readonly string[] s_prefixes = ["", "", "", "+86", "+86 ", "0086", "86", "(86)", "（86）", "0", "+86-"];

    public static readonly Gen<CheckedField> Field = Gen.OneOf(Enum.GetValues<CheckedField>());

    /// <summary>Text of pieces that the rules look at, in any order.</summary>
    public static readonly Gen<string> Pieces = Gen.OneOf(s_pieces).Array[0, 12].Select(string.Concat);

    /// <summary>The eleven digits of a mobile number.</summary>
    public static readonly Gen<string> Mobile =
        Gen.Select(Gen.Int[3, 9], Gen.Int[0, 999_999_999], (second, rest) => $"1{second}{rest:D9}");

    /// <summary>A mobile number in one of the spellings that people use, and some that they use to get past a filter.</summary>
    public static readonly Gen<string> SpeltMobile =
        Gen.Select(Mobile, Gen.OneOf(s_digits), Gen.OneOf(s_groups), Gen.OneOf(s_separators), Gen.OneOf(s_prefixes), Spell);

    /// <summary>A personal name of two to four Chinese characters.</summary>
    public static readonly Gen<string> Name = Gen.Select(
        Gen.OneOf("王", "李", "张", "刘", "陈", "欧阳", "司马", "诸葛", "𠮷", "关", "常", "安"),
        Gen.OneOf("伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "明", "䶮", "𬭎").Array[1, 2],
        (surname, given) => surname + string.Concat(given));

    /// <summary>Text around a phone that neither ends nor starts with what could be a part of it.</summary>
    public static readonly Gen<(string Before, string After)> Surroundings = Gen.Select(
        Gen.OneOf("", "电话", "请打", "tel:", "（", "，", "收 ", "备用 "), Gen.OneOf("", "，谢谢", "）", " 急", "。", "/"));

    private static string Spell(string mobile, string digits, int[] groups, string separator, string prefix)
    {
        var parts = new List<string>();
        var at = 0;
        foreach (var length in groups)
        {
            parts.Add(string.Concat(mobile.Substring(at, length).Select(digit => digits[digit - '0'])));
            at += length;
        }
        return prefix + string.Join(separator, parts);
    }
}

using System.Globalization;

namespace PrivacyWaybill.Masking.Text;

/// <summary>Han numerals and the digit that a character writes.</summary>
internal static class HanNumerals
{
    /// <summary>Numerals that stand for one digit: everyday, financial, traditional, and as spoken (幺 for 1).</summary>
    public const string Digits = "零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖貳參叄陸幺两兩弌弍弎";

    /// <summary>Numerals that stand for powers of ten in house numbers.</summary>
    public const string Tens = "十拾百佰廿卅";

    /// <summary>The value of a character of a digit kind, 0 to 9.</summary>
    public static int ValueOf(char c, CharKind kind) => kind switch
    {
        CharKind.Digit => c - '0',
        CharKind.WideDigit => c is >= '０' and <= '９' ? c - '０' : CharUnicodeInfo.GetDigitValue(c) % 10,
        _ => c switch
        {
            '零' or '〇' => 0,
            '一' or '壹' or '幺' or '弌' => 1,
            '二' or '贰' or '貳' or '两' or '兩' or '弍' => 2,
            '三' or '叁' or '參' or '叄' or '弎' => 3,
            '四' or '肆' => 4,
            '五' or '伍' => 5,
            '六' or '陆' or '陸' => 6,
            '七' or '柒' => 7,
            '八' or '捌' => 8,
            _ => 9,
        },
    };
}

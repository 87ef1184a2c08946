using System.Globalization;
using System.Text;

namespace PrivacyWaybill.Conformance.Text;

/// <summary>One spelling for what is read alike: width, script of digits, traditional forms, kinds of space and hyphen.</summary>
internal static class GlyphFolding
{
    private static readonly CharacterSet s_masks = new("*×●■█◯∗⁎✱✳⚫⬤▓▒□▪◼◾");

    /// <summary>Pairs of a traditional character and its simplified form, of the words that name parts of an address or a title.</summary>
    private const string Traditional = "號号樓楼單单層层戶户棟栋鋪铺檔档櫃柜門门區区縣县鄉乡鎮镇臺台組组連连團团莊庄園园廳厅電电話话師师總总車车陽阳機机轉转國国際际廣广場场廈厦學学醫医銀银館馆廠厂張张陳陈劉刘楊杨黃黄趙赵吳吴許许鄭郑馮冯蕭萧葉叶鄧邓韓韩";

    /// <summary>Chinese numerals, with the forms of cheques and of speech, and the digit of each.</summary>
    private const string Numerals = "〇0零0一1壹1弌1幺1二2贰2貳2两2兩2弍2三3叁3參3弎3叄3四4肆4五5伍5六6陆6陸6七7柒7八8捌8九9玖9";

    private static readonly Dictionary<int, Glyph> s_han = MakeHan();

    /// <returns>False for what cannot be seen or belongs to the character before it.</returns>
    public static bool TryFold(Rune rune, out Glyph glyph)
    {
        var value = rune.Value;
        if (value is >= 0xFF01 and <= 0xFF5E) value -= 0xFEE0;
        if (value < 0x80) return TryFoldAscii(value, out glyph);
        if (value is >= 0x4E00 and <= 0x9FFF or 0x3007)
        {
            if (!s_han.TryGetValue(value, out glyph)) glyph = new Glyph { Rune = value, Digit = -1, Kind = GlyphKind.Han };
            return true;
        }
        if (s_masks.Contains(value))
        {
            glyph = new Glyph { Rune = '*', Digit = -1, Kind = GlyphKind.Mask };
            return true;
        }
        return TryFoldOther(rune, value, out glyph);
    }

    private static bool TryFoldAscii(int value, out Glyph glyph)
    {
        glyph = new Glyph { Rune = value, Digit = -1 };
        switch (value)
        {
            case >= '0' and <= '9':
                glyph.Digit = (sbyte)(value - '0');
                return true;
            case >= 'A' and <= 'Z' or >= 'a' and <= 'z':
                glyph.Kind = GlyphKind.Latin;
                return true;
            case '*':
                glyph.Kind = GlyphKind.Mask;
                return true;
            case ' ' or '\t' or '\n' or '\r' or '\v' or '\f':
                glyph.Rune = ' ';
                glyph.Kind = GlyphKind.Space;
                return true;
            default:
                return value is > ' ' and < 0x7F;
        }
    }

    private static bool TryFoldOther(Rune rune, int value, out Glyph glyph)
    {
        glyph = new Glyph { Rune = value, Digit = -1 };
        switch (value)
        {
            case 0x00B7 or 0x2022 or 0x2027 or 0x30FB or 0xFF65 or 0x2219 or 0x22C5:
                glyph.Rune = '·';
                return true;
            case 0x2212 or 0x2500 or 0x2501 or 0xFE63:
                glyph.Rune = '-';
                return true;
            case 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or >= 0x1F3FB and <= 0x1F3FF:
                return false; // blank letters, and the colours of skin
        }
        if (value is >= 0x3400 and <= 0x4DBF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF)
        {
            glyph.Kind = GlyphKind.Han;
            return true;
        }
        var category = Rune.GetUnicodeCategory(rune);
        switch (category)
        {
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark:
                if (value is not (0x85 or 0x0B)) return false;
                glyph.Rune = ' ';
                glyph.Kind = GlyphKind.Space;
                return true;
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                glyph.Rune = ' ';
                glyph.Kind = GlyphKind.Space;
                return true;
            case UnicodeCategory.DashPunctuation:
                glyph.Rune = '-';
                return true;
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.OtherSymbol
                or UnicodeCategory.ModifierSymbol or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                glyph.Kind = value == '○' ? GlyphKind.None : GlyphKind.Letter;
                return true;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                var number = Rune.GetNumericValue(rune);
                if (number is >= 0 and <= 9 && number == Math.Floor(number))
                {
                    glyph.Digit = (sbyte)number;
                    glyph.Rune = '0' + glyph.Digit;
                }
                return true;
            default:
                return true;
        }
    }

    private static Dictionary<int, Glyph> MakeHan()
    {
        var han = new Dictionary<int, Glyph>();
        for (var i = 0; i < Traditional.Length; i += 2)
            han[Traditional[i]] = new Glyph { Rune = Traditional[i + 1], Digit = -1, Kind = GlyphKind.Han };
        for (var i = 0; i < Numerals.Length; i += 2)
            han[Numerals[i]] = new Glyph { Rune = Numerals[i], Digit = (sbyte)(Numerals[i + 1] - '0'), Kind = GlyphKind.Han };
        return han;
    }
}

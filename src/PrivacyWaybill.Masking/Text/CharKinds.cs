using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Masking.Text;

/// <summary>The kind of every UTF-16 code unit, and sets of kinds as bit masks.</summary>
internal static class CharKinds
{
    /// <summary>Anything that writes a digit of its own.</summary>
    public const uint Digits = 1u << (int)CharKind.Digit | 1u << (int)CharKind.WideDigit | 1u << (int)CharKind.HanDigit;

    /// <summary>Digits that are nothing but digits.</summary>
    public const uint PlainDigits = 1u << (int)CharKind.Digit | 1u << (int)CharKind.WideDigit;

    /// <summary>Han characters, numerals included.</summary>
    public const uint AllHan = 1u << (int)CharKind.Han | 1u << (int)CharKind.HanDigit | 1u << (int)CharKind.HanTen;

    /// <summary>What a name consists of and what is counted when it is hidden.</summary>
    public const uint Content = AllHan | PlainDigits
        | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Letter | 1u << (int)CharKind.Symbol
        | 1u << (int)CharKind.Joining | 1u << (int)CharKind.Surrogate;

    /// <summary>Kinds in whose presence a grapheme may be longer than one code unit.</summary>
    public const uint Complex = 1u << (int)CharKind.Joining | 1u << (int)CharKind.Surrogate;

    private static readonly byte[] s_table = Build();

    /// <summary>The kind of a code unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharKind Of(char c) =>
        (CharKind)Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_table), c);

    /// <summary>Whether the code unit's kind is in a set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(char c, uint kinds) => (1u << (int)Of(c) & kinds) != 0;

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++) table[c] = (byte)Classify((char)c);
        Assign(table, CharKind.HanDigit, HanNumerals.Digits);
        Assign(table, CharKind.HanTen, HanNumerals.Tens);
        Assign(table, CharKind.Dash, "-－‐‑‒–—―−~～");
        Assign(table, CharKind.Interpunct, "·•．・‧∙⋅");
        Assign(table, CharKind.Dot, ".");
        Assign(table, CharKind.Separator, "/／,，、;；:：。|｜&＆\\");
        Assign(table, CharKind.Open, "([{<（［｛【《「『〔〈");
        Assign(table, CharKind.Close, ")]}>）］｝】》」』〕〉");
        Assign(table, CharKind.Mask, "*＊×●■█○◯✱✲");
        Assign(table, CharKind.Plus, "+＋");
        Assign(table, CharKind.Hash, "#＃");
        return table;
    }

    private static void Assign(byte[] table, CharKind kind, string characters)
    {
        foreach (var c in characters) table[c] = (byte)kind;
    }

    private static CharKind Classify(char c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        // Joins the consonant or syllable before it though its category says letter (UAX #29, table 2).
        _ when c is 'ำ' or 'ຳ' or 'ﾞ' or 'ﾟ' or (>= 'ᄀ' and <= 'ᇿ')
            or (>= '\uA960' and <= '\uA97F') or (>= '\uD7B0' and <= '\uD7FF') => CharKind.Joining,
        _ when IsHan(c) => CharKind.Han,
        _ when c is (>= '①' and <= '⓿') or (>= '❶' and <= '➓') =>
            CharUnicodeInfo.GetDigitValue(c) >= 0 ? CharKind.WideDigit : CharKind.Symbol,
        UnicodeCategory.DecimalDigitNumber => char.IsAsciiDigit(c) ? CharKind.Digit : CharKind.WideDigit,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => CharKind.Latin,
        UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => CharKind.Letter,
        // Ⅱ has case like the letters of which it consists.
        _ when c is (>= 'Ⅰ' and <= 'ⅿ') => CharKind.Latin,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => CharKind.Space,
        UnicodeCategory.Control => char.IsWhiteSpace(c) ? CharKind.Space : CharKind.Joining,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format => CharKind.Joining,
        UnicodeCategory.Surrogate => CharKind.Surrogate,
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.OtherPunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.DashPunctuation => CharKind.Punctuation,
        UnicodeCategory.OpenPunctuation => CharKind.Open,
        UnicodeCategory.ClosePunctuation => CharKind.Close,
        _ => c < 0x80 ? CharKind.Punctuation : CharKind.Symbol,
    };

    private static bool IsHan(char c) =>
        c is (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF')
            or (>= '\u2E80' and <= '\u2FDF') or '々' or '〇' or '〆';
}

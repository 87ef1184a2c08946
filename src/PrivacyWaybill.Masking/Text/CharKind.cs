namespace PrivacyWaybill.Masking.Text;

/// <summary>What a UTF-16 code unit is to the masking rules. Fewer than 32, so that a set of kinds is one <c>uint</c>.</summary>
internal enum CharKind : byte
{
    /// <summary>Pictures, signs and whatever has no other kind.</summary>
    Symbol,

    /// <summary>Han characters that are no numerals.</summary>
    Han,

    /// <summary>Letters of alphabets with case: Latin, Greek, Cyrillic, also full-width.</summary>
    Latin,

    /// <summary>Letters of other scripts: kana, hangul, Arabic, Thai and so on.</summary>
    Letter,

    /// <summary>ASCII digits.</summary>
    Digit,

    /// <summary>Digits of other blocks: full-width, circled, of other scripts.</summary>
    WideDigit,

    /// <summary>Han numerals that write one digit: 零 to 九, 〇 幺 两 and the financial forms.</summary>
    HanDigit,

    /// <summary>Han numerals that write a power of ten: 十 拾 百 佰 廿 卅.</summary>
    HanTen,

    /// <summary>White space, line ends included.</summary>
    Space,

    /// <summary>Hyphens and dashes.</summary>
    Dash,

    /// <summary>The interpunct of minority names and what is typed for it.</summary>
    Interpunct,

    /// <summary>The ASCII full stop.</summary>
    Dot,

    /// <summary>What stands between two people or two numbers: slashes, commas, semicolons, colons.</summary>
    Separator,

    /// <summary>Opening brackets.</summary>
    Open,

    /// <summary>Closing brackets.</summary>
    Close,

    /// <summary>What hides a character in text that arrives masked: <c>*</c> and its kin.</summary>
    Mask,

    /// <summary>The plus sign of international numbers.</summary>
    Plus,

    /// <summary>The number sign.</summary>
    Hash,

    /// <summary>Other punctuation.</summary>
    Punctuation,

    /// <summary>What may attach to the character before it: marks, joiners, jamo, invisible characters.</summary>
    Joining,

    /// <summary>Half of a character outside the BMP.</summary>
    Surrogate,
}

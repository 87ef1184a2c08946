namespace PrivacyWaybill.Conformance.Text;

/// <summary>One visible character of a field, folded for reading.</summary>
internal struct Glyph
{
    /// <summary>Code point: full-width forms, digits of any script and a few traditional characters are folded.</summary>
    public int Rune;

    /// <summary>0 to 9 if the character stands for a digit, Chinese numerals included; -1 otherwise.</summary>
    public sbyte Digit;

    /// <summary>What the character is, and what is known of it.</summary>
    public GlyphKind Kind;

    public readonly bool Is(GlyphKind kind) => (Kind & kind) != 0;

    public readonly bool IsDigit => Digit >= 0;

    /// <summary>A digit of any spelling but a Chinese numeral, which is also a common character.</summary>
    public readonly bool IsPlainDigit => Digit >= 0 && (Kind & GlyphKind.Han) == 0;

    /// <summary>A digit, or a mask character that may stand for one.</summary>
    public readonly bool IsDigitPlace => Digit >= 0 || (Kind & GlyphKind.Mask) != 0;
}

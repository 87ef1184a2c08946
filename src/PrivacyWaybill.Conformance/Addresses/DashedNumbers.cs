using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Addresses;

/// <summary>Two to six numbers joined by hyphens or slashes.</summary>
internal readonly record struct DashedNumbers(AddressToken First, AddressToken Last, int Parts)
{
    private static readonly WordList s_codes = new("取件码", "提货码", "取货码", "取件密码", "货架", "货架号", "库位", "单号", "订单", "编号", "型号", "版本", "码");

    public int End => Last.End;

    public static bool IsJoint(int rune) => rune is '-' or '/' or '_' or '~';

    public static bool TryRead(ReadOnlySpan<Glyph> text, AddressToken first, out DashedNumbers numbers)
    {
        numbers = new(first, first, 1);
        while (numbers.Parts < 6 && IsJoint(text.RuneAt(numbers.End)) && AddressToken.TryRead(text, numbers.End + 1, out var next))
            numbers = numbers with { Last = next, Parts = numbers.Parts + 1 };
        return numbers.Parts > 1;
    }

    /// <summary>取件码8-3-2047 is a shelf and a number on it.</summary>
    public bool IsCode(ReadOnlySpan<Glyph> text)
    {
        var before = text.RuneAt(First.Start - 1) is ' ' or ':' ? First.Start - 1 : First.Start;
        return text.AnyBefore(before, s_codes) > 0;
    }

    /// <summary>Whether the numbers without a word are a building and what is in it: 5-1-101, 4-B501.</summary>
    public bool AreBuildingAndRoom(ReadOnlySpan<Glyph> text, bool freeText)
    {
        if (First.Han || Last.Han || First.Digits > 3 || Last.Digits is 0 or > 4 || IsHotline(text)) return false;
        // 20-3***: whatever the mask hides, the 3 is a unit.
        if (text[Last.End - 1].Is(GlyphKind.Mask)) return !freeText;
        if (Parts == 2) return !freeText && Last.Digits >= 3 && AddressWords.EndsNumber(text, End);
        return Parts == 3 && !(freeText && IsDay(text));
    }

    /// <summary>400-820-8820.</summary>
    private bool IsHotline(ReadOnlySpan<Glyph> text) =>
        Last.Digits == 4 && First.Digits == 3 && text[First.Start].Digit is 4 or 8 && text[First.Start + 1].Digit == 0;

    /// <summary>6-18-2025.</summary>
    private bool IsDay(ReadOnlySpan<Glyph> text) =>
        Last.Digits == 4 && First.Length <= 2 && text[Last.End - 4].Digit == 2 && text[Last.End - 3].Digit == 0;
}

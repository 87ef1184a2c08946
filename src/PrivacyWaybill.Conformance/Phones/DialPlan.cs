using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Phones;

/// <summary>The few shapes of numbers that decide which digits count as the subscriber's.</summary>
internal static class DialPlan
{
    private static readonly CharacterSet s_listSigns = new("、,/|");
    private static readonly string[] s_mobilePrefixes = ["0086", "086", "86", "17951", "12593", "17911", "10193", "0"];

    /// <summary>Reads eleven digits that start like a mobile number, with a prefix in the same block or without.</summary>
    /// <param name="text">The field.</param>
    /// <param name="start">Where a block starts.</param>
    /// <param name="run">The eleven digits, without the prefix.</param>
    public static bool TryMobile(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        if (TryElevenDigits(text, start, out run)) return true;
        foreach (var prefix in s_mobilePrefixes)
            if (HasDigits(text, start, prefix) && TryElevenDigits(text, start + prefix.Length, out run)) return true;
        return false;
    }

    private static bool TryElevenDigits(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        run = default;
        if (start >= text.Length || !CanBe(text[start], 1, 1)) return false;
        run = DigitRun.Read(text, start, PhoneRule.MobileDigits);
        if (run.Places != PhoneRule.MobileDigits || run.Open) return false;
        // Two numbers of which the first starts hidden: ******74、1******87.
        if (text[start].Is(GlyphKind.Mask))
            foreach (var glyph in text[run.Start..run.End])
                if (s_listSigns.Contains(glyph)) return false;
        // Eleven digits in the clear are not less of a phone for a mask behind them.
        if (!DigitRun.EndsAt(text, run.End) && !(run.Masks == 0 && text.KindAt(run.End, GlyphKind.Mask))) return false;
        var second = start + 1;
        while (!text[second].IsDigitPlace) second++;
        return CanBe(text[second], 3, 9);
    }

    /// <summary>Length of the area code at a block's start, its leading zero included; 0 if there is none.</summary>
    public static int AreaCode(ReadOnlySpan<Glyph> text, int start)
    {
        if (start + 2 >= text.Length || text[start].Digit != 0 || text[start].Is(GlyphKind.Mask)) return 0;
        return text[start + 1].Digit switch
        {
            1 when text[start + 2].Digit == 0 => 3,
            2 when text[start + 2].IsDigit => 3,
            >= 3 when text[start + 2].IsDigit && start + 3 < text.Length && text[start + 3].IsDigit => 4,
            _ => 0,
        };
    }

    /// <summary>Length of the country code at a place; 0 if no digit can be read there.</summary>
    public static int CountryCode(ReadOnlySpan<Glyph> text, int at)
    {
        if (at + 1 >= text.Length || !text[at].IsDigit) return 0;
        if (text[at].Digit is 1 or 7) return 1;
        if (!text[at + 1].IsDigit) return 0;
        return (text[at].Digit * 10 + text[at + 1].Digit) switch
        {
            20 or 27 or 28 or >= 30 and <= 34 or 36 or >= 39 and <= 41 or >= 43 and <= 49 or >= 51 and <= 58
                or >= 60 and <= 66 or 81 or 82 or 84 or 86 or >= 90 and <= 95 or 98 => 2,
            _ => 3,
        };
    }

    public static bool HasDigits(ReadOnlySpan<Glyph> text, int at, string digits)
    {
        if (digits.Length > text.Length - at) return false;
        for (var i = 0; i < digits.Length; i++)
            if (text[at + i].Digit != digits[i] - '0') return false;
        return true;
    }

    private static bool CanBe(Glyph glyph, int least, int most) =>
        glyph.Is(GlyphKind.Mask) || glyph.Digit >= least && glyph.Digit <= most;
}

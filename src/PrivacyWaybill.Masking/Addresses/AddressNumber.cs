using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>A number of an address: 12, B204, 三十五, １２, with the hidden digits of one that arrives masked.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index after its last.</param>
/// <param name="Digits">How many of its characters write digits.</param>
/// <param name="IsHan">Whether it is written in Han numerals.</param>
internal readonly record struct AddressNumber(int Start, int End, int Digits, bool IsHan)
{
    // What is longer is read as several: a bound keeps the scans linear that read from inside a number again.
    private const int Longest = 40;

    private const uint Han = 1u << (int)CharKind.HanDigit | 1u << (int)CharKind.HanTen;
    private const uint Plain = CharKinds.PlainDigits | 1u << (int)CharKind.Latin;

    /// <summary>How many characters it has.</summary>
    public int Length => End - Start;

    /// <summary>Reads the number at an index; false when none starts there. Letters alone count.</summary>
    public static bool TryRead(FieldText text, int index, out AddressNumber number)
    {
        var han = text.Is(index, Han);
        number = default;
        if (!han && !text.Is(index, Plain)) return false;
        var set = han ? Han : Plain | 1u << (int)CharKind.Mask;
        var digits = 0;
        var end = index;
        for (; end - index < Longest && text.Is(end, set); end = text.NextGrapheme(end))
            if (text.Is(end, CharKinds.PlainDigits | Han)) digits++;
        number = new(index, end, digits, han);
        return true;
    }

    /// <summary>Whether a character joins the parts of a dash form such as <c>5-1-101</c>.</summary>
    public static bool IsDash(FieldText text, int index) =>
        // 12一2一301: the numeral is how some type the dash.
        text[index] is '一' && text.Is(index - 1, CharKinds.PlainDigits) && text.Is(index + 1, CharKinds.PlainDigits)
        || text.KindAt(index) is CharKind.Dash || text[index] is '/' or '／' or '_' or '—';
}

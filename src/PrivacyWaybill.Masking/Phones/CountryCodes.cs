namespace PrivacyWaybill.Masking.Phones;

/// <summary>Lengths of the country codes of ITU-T E.164 (list of assigned codes, 2016-11-15).</summary>
internal static class CountryCodes
{
    // Bit n: the code n is complete with two digits; all others but 1 and 7 have three.
    private static readonly UInt128 s_twoDigits = Build(
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58,
        60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98);

    /// <summary>Digits of the country code with which a number starts; 0 when it starts with none.</summary>
    public static int LengthOf(ReadOnlySpan<sbyte> digits)
    {
        if (digits.Length < 3 || digits[0] <= 0) return 0;
        if (digits[0] is 1 or 7) return 1;
        if (digits[1] < 0) return 0;
        return (s_twoDigits >> (digits[0] * 10 + digits[1]) & 1) != 0 ? 2 : digits[2] >= 0 ? 3 : 0;
    }

    private static UInt128 Build(params ReadOnlySpan<int> codes)
    {
        UInt128 set = 0;
        foreach (var code in codes) set |= UInt128.One << code;
        return set;
    }
}

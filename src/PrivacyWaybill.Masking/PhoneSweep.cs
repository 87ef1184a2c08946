namespace PrivacyWaybill.Masking;

/// <summary>Looks for phone numbers in short ASCII identifiers that are carried in the clear.</summary>
public static class PhoneSweep
{
    private const int MobileDigits = 11;

    // Shorter groups are parts of codes (A12-003), not of phones.
    private const int ShortestGroup = 3;

    /// <summary>
    /// Whether a mainland mobile number (<c>13812345678</c>, <c>138-1234-5678</c>, <c>138 12345678</c>) or a landline with
    /// area code and separator (<c>0755-83712345</c>) stands anywhere, bounded by what is no digit. Runs of other lengths do
    /// not count: <c>SF1385628716739</c> holds 13856287167 and is a waybill number. A country code 86 does not hide one.
    /// </summary>
    /// <param name="ascii">The identifier; bytes beyond ASCII bound a run like any other.</param>
    public static bool ContainsPhone(ReadOnlySpan<byte> ascii)
    {
        // A landline with its separator is no shorter either.
        if (ascii.Length < MobileDigits) return false;
        for (var i = 0; i < ascii.Length; i++)
        {
            var start = i;
            i = EndOfRun(ascii, start);
            if (i == start) continue;
            if (IsMobile(ascii, start) || IsLandline(ascii, start, i)) return true;
            var isCountryCode = ascii[start..i].StartsWith("86"u8) && start > 0 && ascii[start - 1] == '+';
            if (isCountryCode && IsMobile(ascii, start + 2)) return true;
        }

        return false;
    }

    /// <summary>Whether eleven digits from here, in groups with single separators between them, are a mobile number.</summary>
    private static bool IsMobile(ReadOnlySpan<byte> ascii, int start)
    {
        Span<byte> digits = stackalloc byte[MobileDigits];
        var count = 0;
        while (true)
        {
            var end = EndOfRun(ascii, start);
            var group = ascii[start..end];
            if (group.Length < ShortestGroup || count + group.Length > MobileDigits) return false;
            group.CopyTo(digits[count..]);
            count += group.Length;
            if (count == MobileDigits) return PhoneText.IsMainlandMobile(digits);
            if (!IsSeparator(ascii, end)) return false;
            start = end + 1;
        }
    }

    private static bool IsLandline(ReadOnlySpan<byte> ascii, int start, int end) =>
        end - start is 3 or 4 && ascii[start] == '0' && ascii[start + 1] != '0' && IsSeparator(ascii, end)
        && EndOfRun(ascii, end + 1) - end - 1 is 7 or 8;

    private static bool IsSeparator(ReadOnlySpan<byte> ascii, int at) => at < ascii.Length && ascii[at] is (byte)' ' or (byte)'-' or (byte)'.';

    private static int EndOfRun(ReadOnlySpan<byte> ascii, int start)
    {
        while (start < ascii.Length && char.IsAsciiDigit((char)ascii[start])) start++;
        return start;
    }
}

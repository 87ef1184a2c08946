namespace PrivacyWaybill.Masking;

/// <summary>Looks for phone numbers in short ASCII identifiers that are carried in the clear.</summary>
public static class PhoneSweep
{
    private const int MobileDigits = 11;

    /// <summary>
    /// Whether a mainland mobile number, bounded by what is no digit, stands anywhere. Runs of other lengths do not
    /// count: <c>SF1385628716739</c> holds 13856287167 and is a waybill number. A country code 86 before it does not hide it.
    /// </summary>
    /// <param name="ascii">The identifier; bytes beyond ASCII bound a run like any other.</param>
    public static bool ContainsPhone(ReadOnlySpan<byte> ascii)
    {
        for (var i = 0; i < ascii.Length; i++)
        {
            var start = i;
            while (i < ascii.Length && char.IsAsciiDigit((char)ascii[i])) i++;
            var run = ascii[start..i];
            if (run.Length == MobileDigits + 2 && run.StartsWith("86"u8) && start > 0 && ascii[start - 1] == '+') run = run[2..];
            if (run.Length == MobileDigits && PhoneText.IsMainlandMobile(run)) return true;
        }

        return false;
    }
}

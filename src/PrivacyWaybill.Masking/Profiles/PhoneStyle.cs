namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile shows of a phone number.</summary>
/// <param name="MobileHead">Leading digits of a mobile number that stay.</param>
/// <param name="Tail">Trailing digits of any number that may stay.</param>
/// <param name="Hidden">Digits that are hidden at least (GB/T 41833-2022: six).</param>
internal sealed record PhoneStyle(int MobileHead, int Tail, int Hidden)
{
    /// <summary>
    /// Three and two: knowing the city, 3+4 would leave about 27 candidates for a number, 3+2 leaves about 2,700.
    /// </summary>
    public static PhoneStyle Gb41833 { get; } = new(MobileHead: 3, Tail: 2, Hidden: 6);
}

using System.Globalization;
using System.Text;
using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>Tells which declared platform numbers can be believed: only those may be printed whole.</summary>
/// <param name="segments">Our own segments: a number out of one is ours, whoever declares it.</param>
/// <param name="issuers">Registered platforms.</param>
public sealed class PlatformNumbers(SegmentTable segments, IReadOnlyList<PlatformIssuer> issuers)
{
    private readonly (byte[] Name, PlatformIssuer Issuer)[] _issuers = [.. issuers.Select(i => (Encoding.UTF8.GetBytes(i.Name), i))];

    /// <summary>Whether the number is a virtual number, by our segments or by the issuer's prefixes and shape.</summary>
    public bool IsVerified(ReadOnlySpan<byte> issuer, ReadOnlySpan<byte> number) =>
        NumberText.TryParse(number, out var parsed)
        && (segments.TryFind(parsed, out _, out _) || IsOfIssuer(issuer, parsed));

    private bool IsOfIssuer(ReadOnlySpan<byte> issuer, in ExtendedNumber number)
    {
        foreach (var (name, candidate) in _issuers)
            if (issuer.SequenceEqual(name)) return HasShape(candidate, number);
        return false;
    }

    private static bool HasShape(PlatformIssuer issuer, in ExtendedNumber number)
    {
        if (number.MainDigits != issuer.MainDigits || number.ExtensionDigits != issuer.ExtensionDigits) return false;
        Span<char> digits = stackalloc char[20];
        if (!number.MainNumber.TryFormat(digits, out var length, "D" + number.MainDigits, CultureInfo.InvariantCulture)) return false;
        foreach (var prefix in issuer.Prefixes)
            if (digits[..length].StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }
}

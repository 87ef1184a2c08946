using System.Text;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Server.Services;

/// <summary>Names that go into the audit, so they must not be able to carry a phone or a name.</summary>
internal static class AuditedName
{
    /// <summary>What an operator must be.</summary>
    public const string OperatorRemedy = "must be 1 to 64 of [A-Za-z0-9._@-], and no phone number";

    /// <summary>What a device must be.</summary>
    public const string DeviceRemedy = "must be 1 to 64 of [A-Za-z0-9._:-], and no phone number";

    /// <summary>Whether it can name an operator.</summary>
    public static bool IsOperator(string text) => IsIdentifier(text, "._@-");

    /// <summary>Whether it can name a device.</summary>
    public static bool IsDevice(string text) => IsIdentifier(text, "._:-");

    private static bool IsIdentifier(string text, string more) =>
        text.Length is >= 1 and <= 64
        && text.All(c => char.IsAsciiLetterOrDigit(c) || more.Contains(c, StringComparison.Ordinal))
        && !PhoneSweep.ContainsPhone(Encoding.ASCII.GetBytes(text));
}

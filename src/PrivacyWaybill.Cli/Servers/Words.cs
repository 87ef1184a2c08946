using System.Text.RegularExpressions;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>Values of enumerations for people.</summary>
internal static partial class Words
{
    /// <summary><c>LedgerMissing</c> as <c>ledger missing</c>; nothing for what is unspecified.</summary>
    public static string? Of<T>(T value) where T : struct, Enum =>
        Convert.ToInt32(value, null) == 0 ? null : Humps().Replace(value.ToString(), " $0").ToLowerInvariant();

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex Humps();
}

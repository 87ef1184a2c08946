using System.Globalization;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>
/// How many cases each law is tried on. The environment variable <c>LAW_CASES</c> says so, 100,000 without it:
/// <c>LAW_CASES=10000000 dotnet run -c Release --project tests/PrivacyWaybill.Masking.Tests -- -class "*Laws"</c>.
/// A law that is stated once a profile is tried on as many for each. A failure names a seed; set as <c>CsCheck_Seed</c> it
/// is the first case of the next run.
/// </summary>
internal static class LawCases
{
    public static int Count { get; } =
        Environment.GetEnvironmentVariable("LAW_CASES") is { } cases ? int.Parse(cases, CultureInfo.InvariantCulture) : 100_000;
}

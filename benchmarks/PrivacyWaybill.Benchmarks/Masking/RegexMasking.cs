using System.Text.RegularExpressions;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>
/// What a careful developer writes who needs mobiles, landlines and identity cards masked, and has strings: three regular
/// expressions with digit boundaries. It knows none of the other spellings and leaks; it is here to be measured against.
/// </summary>
internal sealed partial class RegexMasking(Regex mobile, Regex landline, Regex identity)
{
    private const string MobilePattern = "(?<![0-9])(1[3-9][0-9])[0-9]{6}([0-9]{2})(?![0-9])";
    private const string LandlinePattern = "(?<![0-9])(0[12][0-9]|0[3-9][0-9]{2})([- ]?)[0-9]{6}([0-9]{1,2})(?![0-9])";

    private const string IdentityPattern =
        "(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])";

    /// <summary>With expressions that the source generator has compiled.</summary>
    public static RegexMasking Generated { get; } = new(Mobile(), Landline(), Identity());

    /// <summary>With expressions that are compiled at run time.</summary>
    public static RegexMasking Compiled { get; } = new(
        new(MobilePattern, RegexOptions.Compiled | RegexOptions.CultureInvariant),
        new(LandlinePattern, RegexOptions.Compiled | RegexOptions.CultureInvariant),
        new(IdentityPattern, RegexOptions.Compiled | RegexOptions.CultureInvariant));

    /// <summary>Masks a phone field.</summary>
    public string MaskPhone(string text) => landline.Replace(mobile.Replace(text, "$1******$2"), "$1$2******$3");

    /// <summary>Masks phones and identity cards in any text.</summary>
    public string MaskFreeText(string text) => MaskPhone(identity.Replace(text, "***"));

    [GeneratedRegex(MobilePattern, RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    [GeneratedRegex(LandlinePattern, RegexOptions.CultureInvariant)]
    private static partial Regex Landline();

    [GeneratedRegex(IdentityPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Identity();
}

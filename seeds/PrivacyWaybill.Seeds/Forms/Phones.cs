using PrivacyWaybill.Seeds.Drawing;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>
/// Numbers drawn at random within the shapes in use. There is no range set aside for invented mainland numbers, so one
/// may happen to be somebody's; nothing here is known of anybody. 184… is left out: the demo segments lie there.
/// </summary>
internal static class Phones
{
    private static readonly string[] MobileHeads =
    [
        "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "145", "147", "149", "150", "151", "152", "153", "155",
        "156", "157", "158", "159", "162", "165", "166", "167", "170", "171", "172", "173", "175", "176", "177", "178", "180", "181",
        "182", "183", "185", "186", "187", "188", "189", "190", "191", "192", "193", "195", "196", "197", "198", "199",
    ];

    public static readonly string[] ThreeDigitAreas = ["010", "020", "021", "022", "023", "024", "025", "027", "028", "029"];

    public static readonly string[] EightDigitAreas = ["0755", "0571", "0512", "0574", "0769", "0757", "0371", "0311", "0531", "0532", "0591", "0731", "0451", "0431"];

    public static readonly string[] SevenDigitAreas = ["0317", "0710", "0833", "0916", "0972", "0716"];

    public static string Mobile(Dice dice) => dice.Pick(MobileHeads) + dice.Digits(8);

    /// <summary>A mobile number in groups of 3, 4 and 4.</summary>
    public static string Grouped(Dice dice, string separator)
    {
        var mobile = Mobile(dice);
        return mobile[..3] + separator + mobile[3..7] + separator + mobile[7..];
    }

    public static string Local(Dice dice, int digits) => dice.Between(2, 8) + dice.Digits(digits - 1);

    public static string Landline(Dice dice, string separator = "-") =>
        dice.Chance(50)
            ? dice.Pick(ThreeDigitAreas) + separator + Local(dice, 8)
            : dice.Pick(EightDigitAreas) + separator + Local(dice, 8);

    /// <summary>A number with extension out of the range of the demo platform.</summary>
    public static string PlatformIssued(Dice dice, string separator) => "1849999" + dice.Digits(4) + separator + dice.Digits(4);

    /// <summary>The digits of <paramref name="number"/> in another script; everything else stays.</summary>
    public static string InScript(string number, string digits) =>
        string.Concat(number.Select(c => char.IsAsciiDigit(c) ? digits[c - '0'] : c));
}

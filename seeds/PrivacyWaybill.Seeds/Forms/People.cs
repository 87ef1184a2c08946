using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Persons and firms who do not exist.</summary>
internal static class People
{
    public static string Surname(Dice dice) => dice.Pick(dice.Chance(60) ? Characters.FrequentSurnames : Characters.OtherSurnames);

    public static string Given(Dice dice) => dice.Pick(Characters.Given);

    /// <summary>A Han name of three, sometimes two characters.</summary>
    public static string Person(Dice dice) => Surname(dice) + Given(dice) + (dice.Chance(80) ? Given(dice) : "");

    public static string Titled(Dice dice) => Surname(dice) + dice.Pick(Words.Titles);

    public static string Firm(Dice dice) =>
        dice.Pick(Places.All).City + dice.Pick(Words.FirmHeads) + dice.Pick(Words.FirmTails);

    public static string Latin(Dice dice) => dice.Pick(Characters.LatinGiven) + " " + dice.Pick(Characters.LatinFamily);

    public static string Minority(Dice dice, string dot) =>
        dice.Pick(Characters.MinorityGiven) + dot + dice.Pick(Characters.MinorityFamily);
}

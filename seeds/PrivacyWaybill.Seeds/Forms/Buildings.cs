using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Houses, units and rooms; the numbers are drawn.</summary>
internal static class Buildings
{
    /// <summary>Floor and door: 101 to 3308.</summary>
    public static string Room(Dice dice) => dice.Between(1, dice.Chance(70) ? 18 : 33).ToString() + dice.Between(1, 8).ToString("D2");

    public static string Estate(Dice dice) => dice.Pick(Words.EstateHeads) + dice.Pick(Words.EstateTails);

    public static string Office(Dice dice) => dice.Pick(Words.EstateHeads) + dice.Pick(Words.OfficeTails);

    public static string House(Dice dice) => dice.Between(1, 999) + "号";

    public static string Block(Dice dice) => dice.Between(1, 28) + dice.Pick("栋", "号楼", "幢", "栋", "号楼");

    public static string Unit(Dice dice) => dice.Between(1, 4) + "单元";

    /// <summary>Road, house number and estate, up to and without the building.</summary>
    public static string Site(Dice dice, Place place) =>
        dice.Pick(place.Roads) + House(dice) + (dice.Chance(75) ? Estate(dice) : "");

    public static string Village(Dice dice) => dice.Pick(Words.Villages);

    /// <summary>1 to 99 as it is spoken: 十, 十二, 三十五.</summary>
    public static string Spoken(int number)
    {
        const string Digits = "零一二三四五六七八九";
        var (tens, ones) = Math.DivRem(number, 10);
        return (tens > 1 ? Digits[tens].ToString() : "") + (tens > 0 ? "十" : "") + (ones > 0 ? Digits[ones].ToString() : "");
    }
}

using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;
using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Puts divisions and details together, as one text or in parts.</summary>
internal static class Addresses
{
    /// <summary>A form that differs below the township: half of them come as one text, half in parts.</summary>
    public static Form<SyntheticAddress> Below(string form, int weight, Func<Dice, Place, string> detail, Place[]? places = null) =>
        new("address/" + form, weight, d =>
        {
            var place = d.Pick<Place>(places ?? Places.All);
            var town = d.Chance(70) ? d.Pick(place.Towns) : "";
            return d.Chance(55) ? Text(place.Divisions + town + detail(d, place)) : Parts(place, town, detail(d, place));
        });

    /// <summary>An odd form that differs below the township.</summary>
    public static Form<SyntheticAddress> Below(string form, Func<Dice, Place, string> detail, Place[]? places = null) => Below(form, 0, detail, places);

    /// <summary>An odd form that makes sense as one text only.</summary>
    public static Form<SyntheticAddress> Whole(string form, Func<Dice, string> text) => new("address/" + form, 0, d => Text(text(d)));

    /// <summary>An ordinary dwelling as one text, for forms that change the whole of it.</summary>
    public static string Dwelling(Dice dice)
    {
        var place = dice.Pick(Places.All);
        return place.Divisions + Buildings.Site(dice, place) + Buildings.Block(dice) + Buildings.Unit(dice) + Buildings.Room(dice) + "室";
    }

    public static SyntheticAddress Text(string text) => new() { Text = text };

    public static SyntheticAddress Parts(Place place, string town, string detail) => new()
    {
        Province = NullIfEmpty(place.Province),
        City = NullIfEmpty(place.City),
        District = NullIfEmpty(place.District),
        Town = NullIfEmpty(town),
        Detail = detail,
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

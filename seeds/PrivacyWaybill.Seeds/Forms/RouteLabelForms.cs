using PrivacyWaybill.Seeds.Drawing;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Carriers' routing codes. No run of digits in them is as long as a phone number.</summary>
internal static class RouteLabelForms
{
    public static readonly FormTable<string?> Table = new(
        ordinary:
        [
            new("route/area-grid-stop", 45, d => d.Pick("755", "571", "021", "010", "028") + d.Pick("W", "A", "BC", "VF") + "-" + d.Pick("A", "B", "C") + d.Digits(2) + "-" + d.Digits(3)),
            new("route/three-segments", 40, d => d.Digits(3) + "-" + d.Pick("A", "B", "D") + d.Digits(3) + " " + d.Digits(3)),
            new("route/none", 15, _ => null),
        ],
        odd: []);
}

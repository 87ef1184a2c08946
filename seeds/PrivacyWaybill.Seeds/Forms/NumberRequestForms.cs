using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Which virtual number is asked for the recipient.</summary>
internal static class NumberRequestForms
{
    public static readonly FormTable<SyntheticNumberRequest?> Table = new(
        ordinary:
        [
            new("number/default", 86, _ => null),
            new("number/waybill", 10, _ => SyntheticNumberRequest.Waybill),
            new("number/none", 4, _ => SyntheticNumberRequest.None),
        ],
        odd:
        [
            new("number/shipment", 0, _ => SyntheticNumberRequest.Shipment),
        ]);
}

using PrivacyWaybill.Seeds.Drawing;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>
/// Waybill numbers in the carriers' forms. No two forms share a number and each permutes the index within its own, so
/// the numbers of a sequence are unique up to 2,600 million items, where the serials of UPU S10 end. Many hold a run of
/// digits that reads like a mobile number, as real ones do.
/// </summary>
internal static class WaybillNumberForms
{
    public static readonly FormTable<Func<Serial, string>> Table = new(
        ordinary:
        [
            new("waybill/sf-13", 20, _ => s => "SF1" + s.Digits(12)),
            new("waybill/sf-12", 5, _ => s => "SF6" + s.Digits(11)),
            new("waybill/yto", 14, _ => s => "YT" + s.Digits(13)),
            new("waybill/jt", 12, _ => s => "JT" + s.Digits(13)),
            new("waybill/zto", 16, _ => s => "7" + s.Digits(13)),
            new("waybill/yunda-13", 5, _ => s => "43" + s.Digits(11)),
            new("waybill/yunda-15", 8, _ => s => "46" + s.Digits(13)),
            new("waybill/jd", 6, _ => s => "JDVA" + s.Digits(11)),
            new("waybill/jd-numeric", 3, _ => s => "JD" + s.Digits(13)),
            new("waybill/deppon", 4, _ => s => "DPK" + s.Digits(12)),
            new("waybill/ems-13", 4, _ => s => "1" + s.Digits(12)),
            new("waybill/upu-s10", 3, d => d.Pick("R", "E", "C", "L") is var service && d.Chance(80)
                ? s => s.S10(service, "CN")
                : s => s.S10(service, "HK")),
        ],
        odd: []);
}

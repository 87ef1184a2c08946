using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>What stands in the company field.</summary>
internal static class CompanyForms
{
    public static readonly FormTable<string?> Table = new(
        ordinary:
        [
            new("company/none", 78, _ => null),
            new("company/firm", 22, People.Firm),
        ],
        odd:
        [
            new("company/person-inside", 0, d => People.Firm(d) + d.Pick(" ", "-") + People.Person(d)),
            new("company/person-in-brackets", 0, d => People.Firm(d) + "（" + People.Person(d) + "收）"),
            new("company/phone-inside", 0, d => People.Firm(d) + d.Pick(" ", "") + Phones.Mobile(d)),
            new("company/department", 0, d => People.Firm(d) + d.Pick(Words.Departments)),
            new("company/shop-of-a-family", 0, d => People.Surname(d) + d.Pick("记小吃店", "氏诊所", "姐花店", "师傅修车行")),
            new("company/person-alone", 0, People.Person),
            new("company/english", 0, d => d.Pick("Bright Star", "Cloud Sail", "Golden Harvest") + d.Pick(" Trading Co., Ltd.", " Technology Limited", " Inc.")),
        ]);
}

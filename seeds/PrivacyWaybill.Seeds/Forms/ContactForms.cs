using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;
using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>What stands in the fields for phones.</summary>
internal static class ContactForms
{
    public static readonly FormTable<Contact> Table = new(
        ordinary:
        [
            new("phone/mobile", 91, d => new Contact(Phones.Mobile(d))),
            new("phone/mobile-and-landline", 4, d => new Contact(Phones.Mobile(d), Phones.Landline(d))),
            new("phone/landline-alone", 2, d => new Contact(null, Phones.Landline(d))),
            new("phone/platform-number", 3, d => new Contact(null, null, new SyntheticPlatformNumber("demo-platform", Phones.PlatformIssued(d, "-")))),
        ],
        odd:
        [
            Mobile("spaced", d => Phones.Grouped(d, " ")),
            Mobile("hyphenated", d => Phones.Grouped(d, "-")),
            Mobile("dotted", d => Phones.Grouped(d, ".")),
            Mobile("full-width-space", d => Phones.Grouped(d, "\u3000")),
            Mobile("country-code-plus", d => "+86" + d.Pick("", " ", "-") + Phones.Mobile(d)),
            Mobile("country-code-00", d => "0086" + d.Pick("", " ", "-") + Phones.Mobile(d)),
            Mobile("country-code-brackets", d => d.Pick("(86)", "（86）", "(+86)", "+86(0)") + Phones.Mobile(d)),
            Mobile("country-code-bare", d => "86" + d.Pick("", "-", " ") + Phones.Mobile(d)),
            Mobile("leading-zero", d => "0" + Phones.Mobile(d)),
            Mobile("full-width", d => Phones.InScript(Phones.Mobile(d), "０１２３４５６７８９")),
            Mobile("han-numerals", d => Phones.InScript(Phones.Mobile(d), d.Pick("零一二三四五六七八九", "〇一二三四五六七八九", "零幺二三四五六七八九"))),
            Mobile("financial-numerals", d => Phones.InScript(Phones.Mobile(d), "零壹贰叁肆伍陆柒捌玖")),
            Mobile("future-segment", d => d.Pick("160", "161", "163", "164", "168", "169", "194", "140", "154") + d.Digits(8)),
            Mobile("two-numbers", d => Phones.Mobile(d) + d.Pick("/", "、", "，", " ", ";", "或") + Phones.Mobile(d)),
            Mobile("mobile-or-landline", d => Phones.Mobile(d) + "/" + Phones.Landline(d)),
            Mobile("trailing-note", d => Phones.Mobile(d) + d.Pick("（儿子）", " 打不通打座机", "(晚上打)", "微信同号", " 短信")),
            Mobile("label-in-front", d => d.Pick("电话：", "Tel:", "手机 ", "T ") + Phones.Mobile(d)),
            Mobile("owner-in-front", d => People.Titled(d) + Phones.Mobile(d)),
            Mobile("ten-digits", d => Phones.Mobile(d)[..10]),
            Mobile("twelve-digits", d => Phones.Mobile(d) + d.Digits(1)),
            Mobile("thirteen-digits", d => Phones.Mobile(d) + d.Digits(2)),
            Mobile("short", d => d.Digits(d.Between(3, 6))),
            Mobile("newlines", d => Phones.Grouped(d, "\n")),
            Mobile("zero-width", d => Phones.Mobile(d).Insert(d.Between(1, 10), d.Pick(Characters.ZeroWidth))),
            Mobile("letter-for-digit", d => Phones.Mobile(d)[..10] + d.Pick("O", "l", "o")),
            Mobile("masked-four", d => Phones.Mobile(d)[..3] + "****" + d.Digits(4)),
            Mobile("masked-six", d => Phones.Mobile(d)[..3] + "******" + d.Digits(2)),
            Mobile("masked-other-sign", d => Phones.Mobile(d)[..3] + d.Pick("xxxx", "XXXX", "####", "＊＊＊＊", "●●●●", "----") + d.Digits(4)),
            Mobile("masked-all-but-tail", d => "*******" + d.Digits(4)),
            Mobile("smile", d => Phones.Mobile(d)[..3] + "^_^" + d.Digits(4)),
            Mobile("virtual-undeclared", d => Phones.PlatformIssued(d, d.Pick("-", "转", ",", ",,", "#", " 转 "))),
            Mobile("virtual-95013", d => "95013" + d.Digits(d.Between(6, 10))),
            Mobile("mobile-with-extension", d => Phones.Mobile(d) + d.Pick("-", "转") + d.Digits(4)),
            Mobile("holds-landline", d => Phones.Landline(d)),
            Landline("three-and-eight", d => d.Pick(Phones.ThreeDigitAreas) + "-" + Phones.Local(d, 8)),
            Landline("four-and-eight", d => d.Pick(Phones.EightDigitAreas) + "-" + Phones.Local(d, 8)),
            Landline("four-and-seven", d => d.Pick(Phones.SevenDigitAreas) + "-" + Phones.Local(d, 7)),
            Landline("without-separator", d => Phones.Landline(d, "")),
            Landline("area-in-brackets", d => d.Chance(50) ? "(" + d.Pick(Phones.ThreeDigitAreas) + ")" + Phones.Local(d, 8) : "（" + d.Pick(Phones.EightDigitAreas) + "）" + Phones.Local(d, 8)),
            Landline("without-area", d => Phones.Local(d, d.Between(7, 8))),
            Landline("country-code", d => "+86-" + d.Pick("10", "21", "755", "571") + "-" + Phones.Local(d, 8)),
            Landline("company-extension", d => Phones.Landline(d) + d.Pick("-", "转", " ext.", " 转 ", "分机") + d.Digits(d.Between(3, 4))),
            Landline("holds-mobile", Phones.Mobile),
            Landline("hotline-400", d => d.Pick("400" + d.Digits(7), "400-" + d.Digits(3) + "-" + d.Digits(4), "400" + d.Digits(7) + "转" + d.Digits(4))),
            Landline("hotline-800", d => "800-" + d.Digits(3) + "-" + d.Digits(4)),
            Landline("hotline-95", d => d.Pick("95338", "95311", "11183", "95543", "95554")),
            Mobile("hong-kong", d => d.Pick("+852 ", "00852", "852-") + d.Pick("5", "6", "9") + d.Digits(3) + d.Pick("", " ") + d.Digits(4)),
            Mobile("macau", d => d.Pick("+853 ", "00853-") + "6" + d.Digits(3) + " " + d.Digits(4)),
            Mobile("taiwan", d => d.Pick("+886 9", "00886-9", "09") + d.Digits(2) + d.Pick("-", " ") + d.Digits(3) + d.Pick("-", " ") + d.Digits(3)),
            // +1 … 555-01xx and +44 7700 900xxx are set aside for fiction (ATIS-0300115; Ofcom).
            Mobile("foreign", d => d.Pick("+1 (415) 555-01" + d.Digits(2), "+44 7700 900" + d.Digits(3), "+82 10-" + d.Digits(4) + "-" + d.Digits(4), "+81 90-" + d.Digits(4) + "-" + d.Digits(4))),
            Platform("other-spelling", d => new SyntheticPlatformNumber("demo-platform", Phones.PlatformIssued(d, d.Pick("转", ",", ",,", "#")))),
            Platform("unregistered-issuer", d => new SyntheticPlatformNumber(d.Pick("some-shop", "platform-x"), "1" + d.Pick("67", "70", "71") + d.Digits(8) + "-" + d.Digits(4))),
            Platform("false-claim", d => new SyntheticPlatformNumber("demo-platform", Phones.Mobile(d))),
            new("phone/platform-number-and-mobile", 0, d => new Contact(Phones.Mobile(d), null, new SyntheticPlatformNumber("demo-platform", Phones.PlatformIssued(d, "-")))),
            new("phone/none", 0, _ => new Contact(null)),
        ]);

    private static Form<Contact> Mobile(string form, Func<Dice, string> make) => new("phone/" + form, 0, d => new Contact(make(d)));

    private static Form<Contact> Landline(string form, Func<Dice, string> make) =>
        new("phone/landline-" + form, 0, d => new Contact(d.Chance(50) ? Phones.Mobile(d) : null, make(d)));

    private static Form<Contact> Platform(string form, Func<Dice, SyntheticPlatformNumber> make) =>
        new("phone/platform-" + form, 0, d => new Contact(null, null, make(d)));
}

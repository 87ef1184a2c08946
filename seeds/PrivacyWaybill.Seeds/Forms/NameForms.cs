using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>What stands in the name field.</summary>
internal static class NameForms
{
    public static readonly FormTable<string> Table = new(
        ordinary:
        [
            new("name/han-3", 70, d => People.Surname(d) + People.Given(d) + People.Given(d)),
            new("name/han-2", 18, d => People.Surname(d) + People.Given(d)),
            new("name/surname-and-title", 8, People.Titled),
            new("name/compound-surname", 2, d => d.Pick(Characters.CompoundSurnames) + People.Given(d) + (d.Chance(50) ? People.Given(d) : "")),
            new("name/han-4", 2, d => People.Surname(d) + d.Pick(Characters.FrequentSurnames) + People.Given(d) + People.Given(d)),
        ],
        odd:
        [
            new("name/compound-surname-alone", 0, d => d.Pick(Characters.CompoundSurnames)),
            new("name/compound-surname-and-title", 0, d => d.Pick(Characters.CompoundSurnames) + d.Pick(Words.Titles)),
            new("name/han-6", 0, d => d.Pick(Characters.CompoundSurnames) + People.Surname(d) + People.Given(d) + People.Given(d) + People.Given(d)),
            new("name/han-1", 0, d => d.Pick("阿", "兰", "伟", "云")),
            new("name/minority-middle-dot", 0, d => People.Minority(d, "\u00B7")),
            new("name/minority-bullet", 0, d => People.Minority(d, "\u2022")),
            new("name/minority-full-width-stop", 0, d => People.Minority(d, "\uFF0E")),
            new("name/minority-ascii-stop", 0, d => People.Minority(d, ".")),
            new("name/minority-katakana-dot", 0, d => People.Minority(d, "\u30FB")),
            new("name/minority-without-dot", 0, d => People.Minority(d, "")),
            new("name/beyond-basic-plane", 0, d => People.Surname(d) + (d.Chance(50) ? People.Given(d) : "") + d.Pick(Characters.BeyondBasicPlane)),
            new("name/extension-a", 0, d => People.Surname(d) + d.Pick(Characters.ExtensionA)),
            new("name/traditional", 0, d => d.Pick(Characters.TraditionalSurnames) + d.Pick(Characters.TraditionalGiven) + d.Pick(Characters.TraditionalGiven)),
            new("name/latin", 0, People.Latin),
            new("name/latin-upper-case", 0, d => People.Latin(d).ToUpperInvariant()),
            new("name/latin-and-han", 0, d => d.Pick("Vivian", "Kevin", "Amy", "Jason") + " " + People.Person(d)),
            new("name/vietnamese-composed", 0, d => d.Pick(Characters.VietnameseNames).Composed),
            new("name/vietnamese-decomposed", 0, d => d.Pick(Characters.VietnameseNames).Decomposed),
            new("name/korean", 0, d => d.Pick(Characters.KoreanFamily) + d.Pick(Characters.KoreanGiven)),
            new("name/japanese", 0, d => d.Pick(Characters.JapaneseFamily) + d.Pick(" ", "\u3000", "") + d.Pick(Characters.JapaneseGiven)),
            new("name/full-name-and-title", 0, d => People.Person(d) + d.Pick(Words.Titles)),
            new("name/trade-title", 0, d => People.Surname(d) + d.Pick(Words.TradeTitles)),
            new("name/kin-title", 0, d => People.Surname(d) + d.Pick(Words.KinTitles)),
            new("name/small-name", 0, d => d.Pick("小", "老", "阿") + People.Surname(d)),
            new("name/suffix-receive", 0, d => People.Person(d) + d.Pick("收", " 收", "（收）", "(收)", "亲收")),
            new("name/title-and-receive", 0, d => People.Titled(d) + "收"),
            new("name/received-by-another", 0, d => People.Person(d) + d.Pick("（" + People.Person(d) + "代收）", "代收", "转" + People.Person(d))),
            new("name/two-people", 0, d => People.Person(d) + d.Pick("/", "、", "，", " ", "&", "和") + People.Person(d)),
            new("name/company", 0, People.Firm),
            new("name/company-and-person", 0, d => People.Firm(d) + d.Pick(" ", "-", "") + People.Person(d)),
            new("name/company-and-person-in-brackets", 0, d => People.Firm(d) + "（" + People.Person(d) + "）"),
            new("name/department-and-person", 0, d => d.Pick(Words.Departments) + People.Person(d)),
            new("name/phone", 0, Phones.Mobile),
            new("name/person-and-phone", 0, d => People.Person(d) + d.Pick("", " ", "，") + Phones.Mobile(d)),
            new("name/platform-extension", 0, d => People.Person(d) + d.Pick("[" + d.Digits(4) + "]", "【" + d.Digits(4) + "】", "[" + d.Digits(3) + "]")),
            new("name/nickname", 0, d => d.Pick(Characters.Nicknames)),
            new("name/relation", 0, d => d.Pick(Characters.Relations)),
            new("name/emoji", 0, d => People.Person(d) + d.Pick(Characters.Emoji)),
            new("name/emoji-alone", 0, d => d.Pick(Characters.Emoji) + d.Pick(Characters.Emoji)),
            new("name/newline", 0, d => People.Surname(d) + People.Given(d) + d.Pick("\n", "\r\n") + People.Given(d)),
            new("name/zero-width", 0, d => People.Surname(d) + d.Pick(Characters.ZeroWidth) + People.Given(d) + People.Given(d)),
            new("name/spaced", 0, d => d.Pick(" ", "\u3000") + People.Surname(d) + d.Pick(" ", "\u3000") + People.Given(d) + d.Pick("", " ", "\t")),
            new("name/pinyin", 0, d => d.Pick("Wang", "Li", "Zhang", "Chen") + " " + d.Pick("Xiaoming", "Wei", "Lihua", "Jianguo")),
            new("name/punctuation", 0, d => d.Pick("*", "^", "~", "#") + People.Person(d) + d.Pick("~", "!", "。", "")),
            new("name/masked", 0, d => People.Surname(d) + d.Pick("*", "**", "某", "某某", "＊＊", "XX")),
            new("name/masked-surname", 0, d => "*" + People.Given(d) + People.Given(d)),
            new("name/masked-middle", 0, d => People.Surname(d) + "*" + People.Given(d)),
            new("name/smile", 0, d => People.Surname(d) + "^_^"),
            new("name/long", 0, d => People.Minority(d, "·") + "·" + People.Minority(d, "·") + "（" + People.Firm(d) + d.Pick(Words.Departments) + "）"),
        ]);
}

using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>What may never be seen: GB/T 41833-2022, stated apart from how it is rendered.</summary>
public sealed class SafetyLaws
{
    private static readonly WaybillMasker s_masker = new(MaskingProfile.Gb41833);

    private static readonly string[] s_surnames = ["王", "李", "张", "刘", "陈", "欧阳", "司马"];
    private static readonly string[] s_given = ["小明", "晓燕", "伟", "娜", "建国", "雨桐", "𬭎", "三"];
    private static readonly string[] s_places = ["深圳市南山区科苑路15号科兴科学园", "北京市朝阳区望京街道阜通东大街6号院", "合肥市蜀山区丽景小区", "杭州市余杭区文一西路969号", "成都市武侯区环球中心"];
    private static readonly string[] s_buildings = ["3号楼", "12栋", "A座", "7幢", "三号楼", "5#", "2号楼"];
    private static readonly string[] s_links = ["", " ", "-"];

    private static readonly Gen<string> s_mobile =
        Gen.Select(Gen.Int[3, 9], Gen.Int[0, 999_999_999]).Select((segment, rest) => $"1{segment}{rest:D9}");

    private static Gen<string> Any(string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    [Fact]
    public void MaskPhone_MobileInAnySpelling_HidesSixDigits() =>
        Gen.Select(s_mobile, Gen.Int[0, 7]).Sample((mobile, spelling) =>
        {
            var masked = s_masker.Mask(WaybillField.Phone, Spell(mobile, spelling));
            Assert.Equal(6, masked.Count(c => c == '*'));
            Assert.Equal(MaskPlain(mobile), Digits(masked));
        }, iter: 20_000);

    [Fact]
    public void MaskPhone_PlainMobile_IsWhatTheFullRuleRenders() =>
        s_mobile.Sample(mobile => Assert.Equal(
            s_masker.Mask(WaybillField.Phone, mobile) + " ", s_masker.Mask(WaybillField.Phone, mobile + " ")), iter: 20_000);

    [Fact]
    public void MaskPhone_AnyDigits_ShowsAtMostTwoAtTheTailOrFive() =>
        Gen.Char['0', '9'].Array[1, 30].Sample(digits =>
        {
            var masked = s_masker.Mask(WaybillField.Phone, new string(digits));
            Assert.True(masked.Count(c => c == '*') >= Math.Min(6, digits.Length));
            Assert.True(masked.TakeLast(3).Count(c => c != '*') <= 2);
        }, iter: 20_000);

    [Fact]
    public void MaskName_SurnameAndGivenName_ShowsNothingGiven() =>
        Gen.Select(Any(s_surnames), Any(s_given), Any(["", "收", "先生", "女士收", "（收）", "(代收)", "[1234]"])).Sample((surname, given, tail) =>
        {
            var masked = s_masker.Mask(WaybillField.Name, surname + given + tail);
            Assert.DoesNotContain(given, masked, StringComparison.Ordinal);
            Assert.EndsWith(tail, masked, StringComparison.Ordinal);
        }, iter: 5_000);

    [Fact]
    public void MaskAddress_UnitAndRoom_NeverSurvive() =>
        Gen.Select(Any(s_places), Any(s_buildings), Gen.Int[1, 9], Gen.Int[101, 3505], Gen.Int[0, 6], Any(s_links)).Sample(
            (place, building, unit, room, form, link) =>
        {
            var hidden = form switch
            {
                0 => $"{unit}单元{room}室",
                1 => $"{unit}单元{room}",
                2 => $"{room}室",
                3 => $"{room}",
                4 => $"{unit}门{room}号",
                5 => $"{unit}-{room}",
                _ => $"{unit}层{room}房",
            };
            var masked = s_masker.Mask(WaybillField.Address, place + building + link + hidden);
            Assert.StartsWith(place + building, masked, StringComparison.Ordinal);
            Assert.DoesNotContain($"{room}", masked[(place + building).Length..], StringComparison.Ordinal);
            Assert.DoesNotContain(masked[(place + building).Length..], char.IsAsciiDigit);
        }, iter: 20_000);

    [Fact]
    public void MaskFreeText_MobileInAnySpelling_IsHidden() =>
        Gen.Select(s_mobile, Gen.Int[0, 7], Any(["请打", "电话：", "备用 ", "", "放门口，"]), Any(["", "，谢谢", " 张先生", "(白天)"])).Sample(
            (mobile, spelling, before, after) =>
        {
            var masked = s_masker.Mask(WaybillField.FreeText, before + Spell(mobile, spelling) + after);
            Assert.Contains(MaskPlain(mobile), Digits(masked), StringComparison.Ordinal);
        }, iter: 20_000);

    private static string MaskPlain(string mobile) => mobile[..3] + "******" + mobile[9..];

    private static string Spell(string mobile, int spelling) => spelling switch
    {
        0 => mobile,
        1 => $"{mobile[..3]} {mobile[3..7]} {mobile[7..]}",
        2 => $"{mobile[..3]}-{mobile[3..7]}-{mobile[7..]}",
        3 => string.Concat(mobile.Select(c => (char)(c - '0' + '０'))),
        4 => string.Concat(mobile.Select(c => "零一二三四五六七八九"[c - '0'])),
        5 => string.Join(' ', mobile.Select(c => c)),
        6 => $"{mobile[..3]}\n{mobile[3..7]}\n{mobile[7..]}",
        _ => mobile.Insert(5, "\u200B"),
    };

    // The digits and stars of a text, spelled in ASCII.
    private static string Digits(string text) => string.Concat(text.Select(c => c switch
    {
        '*' => "*",
        >= '0' and <= '9' => c.ToString(),
        >= '０' and <= '９' => ((char)(c - '０' + '0')).ToString(),
        _ when "零一二三四五六七八九".Contains(c) => "零一二三四五六七八九".IndexOf(c).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    }));
}

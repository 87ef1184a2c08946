using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>What may never be seen: GB/T 41833-2022, stated apart from how it is rendered.</summary>
public sealed class SafetyLaws
{
    private static readonly WaybillMasker s_masker = new(MaskingProfile.Gb41833);

    [Fact]
    public void MaskPhone_MobileInAnySpelling_HidesSixDigits() =>
        Gen.Select(PartyFields.Mobile, PartyFields.Spelling).Sample((mobile, spelling) =>
        {
            var masked = s_masker.Mask(WaybillField.Phone, PartyFields.Spell(mobile, spelling));
            Assert.Equal(6, masked.Count(c => c == '*'));
            Assert.Equal(MaskPlain(mobile), Digits(masked));
        }, iter: LawCases.Count);

    [Fact]
    public void MaskPhone_PlainMobile_IsWhatTheFullRuleRenders() =>
        PartyFields.Mobile.Sample(mobile => Assert.Equal(
            s_masker.Mask(WaybillField.Phone, mobile) + " ", s_masker.Mask(WaybillField.Phone, mobile + " ")), iter: LawCases.Count);

    [Fact]
    public void MaskPhone_AnyDigits_ShowsAtMostTwoAtTheTailOrFive() =>
        Gen.Char['0', '9'].Array[1, 30].Sample(digits =>
        {
            var masked = s_masker.Mask(WaybillField.Phone, new string(digits));
            Assert.True(masked.Count(c => c == '*') >= Math.Min(6, digits.Length));
            Assert.True(masked.TakeLast(3).Count(c => c != '*') <= 2);
        }, iter: LawCases.Count);

    [Fact]
    public void MaskName_SurnameAndGivenName_ShowsNothingGiven() =>
        Gen.Select(PartyFields.Surname, PartyFields.Given, PartyFields.BehindName).Sample((surname, given, tail) =>
        {
            var masked = s_masker.Mask(WaybillField.Name, surname + given + tail);
            Assert.DoesNotContain(given, masked, StringComparison.Ordinal);
            Assert.EndsWith(tail, masked, StringComparison.Ordinal);
        }, iter: LawCases.Count);

    [Fact]
    public void MaskAddress_UnitAndRoom_NeverSurvive() =>
        Gen.Select(PartyFields.Building, PartyFields.Home, PartyFields.Link).Sample((building, home, link) =>
        {
            var masked = s_masker.Mask(WaybillField.Address, building + link + home);
            Assert.StartsWith(building, masked, StringComparison.Ordinal);
            Assert.DoesNotContain(masked[building.Length..], char.IsAsciiDigit);
        }, iter: LawCases.Count);

    [Fact]
    public void MaskFreeText_MobileInAnySpelling_IsHidden() =>
        Gen.Select(PartyFields.Mobile, PartyFields.Spelling, Gen.OneOf("请打", "电话：", "备用 ", "", "放门口，"), Gen.OneOf("", "，谢谢", " 张先生", "(白天)")).Sample(
            (mobile, spelling, before, after) =>
        {
            var masked = s_masker.Mask(WaybillField.FreeText, before + PartyFields.Spell(mobile, spelling) + after);
            Assert.Contains(MaskPlain(mobile), Digits(masked), StringComparison.Ordinal);
        }, iter: LawCases.Count);

    private static string MaskPlain(string mobile) => mobile[..3] + "******" + mobile[9..];

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

using System.Text;
using CsCheck;

namespace PrivacyWaybill.Conformance.Tests.Laws;

public sealed class DetectionLaws
{
    [Fact]
    public void Check_MobileInAnySpellingInAnyField_IsFlagged() =>
        Gen.Select(Generators.Field, Generators.SpeltMobile, Generators.Surroundings).Sample((field, mobile, around) =>
        {
            var text = Utf8(around.Before + mobile + around.After);
            var flag = field == CheckedField.Phone ? Violations.PhoneDigitsShown : Violations.PhoneInText;
            return ConformanceChecker.Check(field, text, text).Violations.HasFlag(flag)
                && ConformanceChecker.CheckPrinted(field, text).Violations.HasFlag(flag);
        });

    [Fact]
    public void Check_WholeName_IsFlagged() =>
        Generators.Name.Sample(name =>
            ConformanceChecker.Check(CheckedField.Name, Utf8(name), Utf8(name)).Violations == Violations.NameNotHidden
            && ConformanceChecker.CheckPrinted(CheckedField.Name, Utf8(name)).Violations == Violations.NameNotHidden);

    /// <summary>The rule itself: with the original at hand, a mobile holds exactly if six digits or more are hidden.</summary>
    [Fact]
    public void Check_MobileWithAnyDigitsHidden_HoldsFromSixOn() =>
        Gen.Select(Generators.Mobile, Gen.Int[0, (1 << 11) - 1]).Sample((mobile, hidden) =>
        {
            var masked = string.Concat(mobile.Select((digit, i) => (hidden >> i & 1) == 1 ? '*' : digit));
            var count = int.PopCount(hidden);
            var result = ConformanceChecker.Check(CheckedField.Phone, Utf8(mobile), Utf8(masked));
            return result.Holds == count >= 6 && (count > 9 || (hidden & 3) != 0 || result.Candidates == (long)Math.Pow(10, count));
        });

    [Theory]
    [InlineData("{0}******{2}")]
    [InlineData("{0}××××××{2}")]
    [InlineData("{0}xxxxxx{2}")]
    [InlineData("{0}^_^{2}")]
    [InlineData("{0} **** **{2}")]
    [InlineData("1******{1}{2}")]
    [InlineData("***")]
    public void Check_CompliantFormInAnyField_Holds(string form) =>
        Gen.Select(Generators.Field, Generators.Mobile).Sample((field, mobile) =>
        {
            var printed = string.Format(null, form, mobile[..3], mobile[7..9], mobile[9..]);
            return ConformanceChecker.CheckPrinted(field, Utf8(printed)).Holds;
        });

    [Theory]
    [InlineData("{0}****{1}{2}")]
    [InlineData("{0}^_^{1}{2}")]
    [InlineData("{0}xxxx{1}{2}")]
    [InlineData("{0} **** {1}{2}")]
    [InlineData("{0}-****-{1}{2}")]
    public void Check_FourHiddenInAnyField_IsFlagged(string form) =>
        Gen.Select(Generators.Field, Generators.Mobile).Sample((field, mobile) =>
        {
            var printed = string.Format(null, form, mobile[..3], mobile[7..9], mobile[9..]);
            var flag = field == CheckedField.Phone ? Violations.PhoneDigitsShown : Violations.PhoneInText;
            return ConformanceChecker.CheckPrinted(field, Utf8(printed)).Violations.HasFlag(flag);
        });

    /// <summary>Rooms of an address by its number of digits, behind any building.</summary>
    [Fact]
    public void Check_RoomBehindBuilding_IsFlaggedUnlessHidden() =>
        Gen.Select(Gen.Int[1, 99], Gen.OneOf("栋", "幢", "号楼", "座"), Gen.OneOf("", "2单元", "-"), Gen.Int[101, 3999], Gen.OneOf("", "室", "号", "房", "户"))
            .Sample((building, word, unit, room, end) =>
            {
                var kept = $"杭州市余杭区文一西路969号{building}{word}";
                var original = Utf8($"{kept}{unit}{room}{end}");
                return ConformanceChecker.Check(CheckedField.Address, original, original).Violations == Violations.UnitShown
                    && ConformanceChecker.CheckPrinted(CheckedField.Address, original).Violations == Violations.UnitShown
                    && ConformanceChecker.Check(CheckedField.Address, original, Utf8(kept + "***")).Holds
                    && ConformanceChecker.CheckPrinted(CheckedField.Address, Utf8(kept + "***")).Holds;
            });

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

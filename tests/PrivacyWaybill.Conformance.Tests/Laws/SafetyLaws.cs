using System.Text;
using CsCheck;

namespace PrivacyWaybill.Conformance.Tests.Laws;

public sealed class SafetyLaws
{
    [Fact]
    public void Check_AnyBytes_AnswersWithKnownFlags()
    {
        const Violations All = (Violations)((1 << 11) - 1);
        Gen.Select(Generators.Field, Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 80], Gen.Bool).Sample((field, original, masked, isVirtual) =>
            (ConformanceChecker.Check(field, original, masked, isVirtual).Violations & ~All) == 0
            && (ConformanceChecker.CheckPrinted(field, masked, isVirtual).Violations & ~All) == 0);
    }

    [Fact]
    public void Check_PiecesInAnyOrder_AnswersAlikeTwice() =>
        Gen.Select(Generators.Field, Generators.Pieces, Generators.Pieces).Sample((field, original, masked) =>
            ConformanceChecker.Check(field, Utf8(original), Utf8(masked)) == ConformanceChecker.Check(field, Utf8(original), Utf8(masked))
            && ConformanceChecker.CheckPrinted(field, Utf8(masked)) == ConformanceChecker.CheckPrinted(field, Utf8(masked)));

    [Fact]
    public void Check_MaskedIsOriginal_IsDerivedAndNotLonger() =>
        Gen.Select(Generators.Field, Generators.Pieces).Sample((field, text) =>
            (ConformanceChecker.Check(field, Utf8(text), Utf8(text)).Violations & (Violations.NotDerived | Violations.LongerThanOriginal)) == 0);

    [Fact]
    public void Check_InvalidUtf8_IsAlwaysFlagged() =>
        Gen.Select(Generators.Field, Generators.Pieces, Gen.Bool).Sample((field, text, inOriginal) =>
        {
            byte[] broken = [.. Utf8(text), 0xE5, 0xBC];
            var result = inOriginal ? ConformanceChecker.Check(field, broken, Utf8(text)) : ConformanceChecker.CheckPrinted(field, broken);
            return result.Violations.HasFlag(Violations.InvalidUtf8);
        });

    /// <summary>The worst that is known for each loop; quadratic work would take hours, so it is enough to arrive.</summary>
    [Theory]
    [InlineData("1一")]
    [InlineData("138****")]
    [InlineData("*1")]
    [InlineData("5-")]
    [InlineData("1 ")]
    [InlineData("@")]
    [InlineData("a.b@")]
    [InlineData("01012345678一")]
    [InlineData("13812345678")]
    [InlineData("3栋")]
    [InlineData("张厂")]
    [InlineData("微信a_")]
    [InlineData("6222 ")]
    [InlineData("Flat ")]
    [InlineData("○一")]
    [InlineData("x")]
    [InlineData("^_^")]
    [InlineData("张")]
    [InlineData("\0")]
    public void Check_HundredsOfKilobytes_Arrives(string unit)
    {
        var original = Utf8(string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length)));
        var masked = Utf8("*" + string.Concat(Enumerable.Repeat(unit, 90_000 / unit.Length)) + "****" + unit + "**");
        foreach (var field in Enum.GetValues<CheckedField>())
        {
            ConformanceChecker.CheckPrinted(field, original);
            ConformanceChecker.Check(field, original, original);
            ConformanceChecker.Check(field, original, masked);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

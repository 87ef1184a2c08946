namespace PrivacyWaybill.Conformance.Tests;

public sealed class VirtualNumberTests
{
    [Fact]
    public void Check_DeclaredVirtual_MayBePrintedWhole()
    {
        Assert.True(ConformanceChecker.Check(CheckedField.Phone, "18412345678,,1234"u8, "18412345678,,1234"u8, declaredVirtual: true).Holds);
        Assert.True(ConformanceChecker.CheckPrinted(CheckedField.Phone, "18400913965-7576"u8, declaredVirtual: true).Holds);
        Assert.False(ConformanceChecker.CheckPrinted(CheckedField.Phone, "18400913965-7576"u8).Holds);
    }

    [Fact]
    public void CheckPrinted_TwoNumbersDeclaredVirtual_AreNotBelieved() =>
        Assert.False(ConformanceChecker.CheckPrinted(CheckedField.Phone, "18400913965-7576/13812345678"u8, declaredVirtual: true).Holds);

    [Fact]
    public void CheckPrinted_DeclaredVirtualInOtherFields_ChangesNothing() =>
        Assert.False(ConformanceChecker.CheckPrinted(CheckedField.FreeText, "13812345678"u8, declaredVirtual: true).Holds);
}

namespace PrivacyWaybill.Conformance.Tests.Reidentification;

public sealed class ReidentificationEstimateTests
{
    [Theory]
    [InlineData("3+4 shown", 4, 1e4, 27, 2)]
    [InlineData("3+2 shown", 6, 1e6, 2_700, 190)]
    public void OfHiddenDigits_KnownForm_GivesItsOrderOfMagnitude(string form, int hidden, double overall, double inCity, double withSurname)
    {
        var estimate = ReidentificationEstimate.OfHiddenDigits(hidden);
        Assert.Equal(overall, estimate.Overall);
        Assert.True(Math.Abs(estimate.KnowingCity / inCity - 1) < 0.05, form);
        Assert.True(Math.Abs(estimate.KnowingCityAndSurname / withSurname - 1) < 0.05, form);
    }

    [Theory]
    [InlineData("138******78", 1_000_000L)]
    [InlineData("138****5678", 10_000L)]
    [InlineData("1******5678", 700_000L)]
    [InlineData("138^_^78", 1_000_000L)]
    [InlineData("13812345678", 1L)]
    [InlineData("138******78/139****4321", 10_000L)]
    [InlineData("0755-******45", null)]
    [InlineData("***", null)]
    public void CheckPrinted_Phone_CountsNumbersThatFit(string printed, long? candidates) =>
        Assert.Equal(candidates, ConformanceChecker.CheckPrinted(CheckedField.Phone, System.Text.Encoding.UTF8.GetBytes(printed)).Candidates);

    [Fact]
    public void OfCandidates_NoneOrTooManyDigits_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReidentificationEstimate.OfCandidates(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReidentificationEstimate.OfHiddenDigits(12));
    }
}

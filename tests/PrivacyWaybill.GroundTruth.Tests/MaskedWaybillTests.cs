using PrivacyWaybill.GroundTruth.Reports;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.GroundTruth.Tests;

/// <summary>The masker against waybills whose secrets are known. Forms that can be argued about (<c>?</c>) do not count.</summary>
public sealed class MaskedWaybillTests(MaskedWaybillTests.Sample sample) : IClassFixture<MaskedWaybillTests.Sample>
{
    /// <summary>A hundred thousand waybills, masked and judged once.</summary>
    public sealed class Sample
    {
        public Tally Tally { get; } = Run.Over(100_000, seed: 20_230_201, examplesPerForm: 2, new WaybillMasker(MaskingProfile.Gb41833).Mask);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("phone")]
    [InlineData("address")]
    [InlineData("goods")]
    [InlineData("remark")]
    [InlineData("company")]
    public void Mask_HundredThousandWaybills_LeakNothing(string field)
    {
        Assert.True(sample.Tally.Of(field).Leaks == 0, Describe(field, row => row.Leaks));
    }

    [Theory]
    [InlineData("name", 0.1)]
    [InlineData("phone", 0)]
    [InlineData("address", 0.1)]
    [InlineData("goods", 0.05)]
    [InlineData("remark", 0.1)]
    [InlineData("company", 0.1)]
    public void Mask_HundredThousandWaybills_KeepWhatMustStay(string field, double percent)
    {
        var row = sample.Tally.Of(field);

        Assert.True(row.Losses * 100 <= row.Cases * percent, Describe(field, row => row.Losses));
    }

    private string Describe(string field, Func<Row, long> failures)
    {
        var row = sample.Tally.Of(field);
        var forms = sample.Tally.Forms.Where(entry => entry.Field == field && !entry.Form.EndsWith('?') && failures(entry.Row) > 0 && entry.Row.Examples.Count > 0)
            .OrderByDescending(entry => failures(entry.Row)).Take(12)
            .Select(entry => $"{entry.Form}: {failures(entry.Row)} of {entry.Row.Cases}, such as {entry.Row.Examples[0].Source.Text} {entry.Row.Examples[0].Masked}");
        return $"{failures(row)} of {row.Cases} fields\n{string.Join('\n', forms)}";
    }
}

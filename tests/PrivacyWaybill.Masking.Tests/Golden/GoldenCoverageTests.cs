namespace PrivacyWaybill.Masking.Tests.Golden;

/// <summary>What the golden rows must be, whatever the masker makes of them.</summary>
public sealed class GoldenCoverageTests
{
    private static readonly IReadOnlyList<GoldenRow> s_byField = [.. GoldenRow.FieldFiles.SelectMany(GoldenRow.Read)];

    [Fact]
    public void Rows_BeyondTheReference_SayWhyTheyAreThere() =>
        Assert.DoesNotContain(s_byField.Concat(GoldenRow.MixedFiles.SelectMany(GoldenRow.Read)), row => string.IsNullOrWhiteSpace(row.Note));

    [Fact]
    public void Rows_All_HaveIdsOfTheirOwn() =>
        Assert.DoesNotContain(GoldenRow.All().CountBy(row => row.Id), id => id.Value > 1);

    [Fact]
    public void Rows_OfOneField_RepeatNoInput() =>
        Assert.DoesNotContain(GoldenRow.All().CountBy(row => (row.Field, row.Input)), input => input.Value > 1);

    [Fact]
    public void Rows_ByField_AreAThirdNegatives() =>
        Assert.True(3 * s_byField.Count(row => row.Expected == row.Input) >= s_byField.Count);

    [Fact]
    public void Rows_OfTheAttacks_AreManyAndAThirdNegatives()
    {
        var rows = GoldenRow.Read("attacks.jsonl").ToList();
        Assert.True(rows.Count >= 250);
        Assert.True(3 * rows.Count(row => row.Expected == row.Input) >= rows.Count);
    }

    [Theory]
    [InlineData("names.jsonl", "name", 90)]
    [InlineData("phones.jsonl", "phone", 60)]
    [InlineData("addresses.jsonl", "address", 170)]
    [InlineData("remarks.jsonl", "remark", 120)]
    public void Rows_OfAFieldFile_AreOfThatFieldAndMany(string file, string field, int atLeast)
    {
        var rows = GoldenRow.Read(file).ToList();
        Assert.All(rows, row => Assert.Equal(field, row.Field));
        Assert.True(rows.Count >= atLeast);
    }

    [Fact]
    public void Rows_WithAHiddenSpan_ExpectItHidden() =>
        Assert.All(GoldenRow.All().Where(row => row.Hidden is not null), row =>
        {
            Assert.Contains(row.Hidden!, row.Input, StringComparison.Ordinal);
            Assert.DoesNotContain(row.Hidden!, row.Expected, StringComparison.Ordinal);
        });

    [Fact]
    public void Rows_All_ExpectNoLongerTextThanTheInput() =>
        Assert.All(GoldenRow.All(), row => Assert.True(row.Expected.EnumerateRunes().Count() <= row.Input.EnumerateRunes().Count(), row.Id));
}

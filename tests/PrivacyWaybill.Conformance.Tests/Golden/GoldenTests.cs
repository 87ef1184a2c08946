using System.Text;

namespace PrivacyWaybill.Conformance.Tests.Golden;

public sealed class GoldenTests
{
    public static IEnumerable<TheoryDataRow<string>> Rows() =>
        GoldenRow.All().Select(row => new TheoryDataRow<string>(row.Id) { TestDisplayName = row.Id });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Check_LabelledRow_FindsItsViolations(string id)
    {
        var row = GoldenRow.All().Single(r => r.Id == id);
        var masked = Encoding.UTF8.GetBytes(row.Masked);
        var result = row.Original is { } original
            ? ConformanceChecker.Check(row.Field, Encoding.UTF8.GetBytes(original), masked)
            : ConformanceChecker.CheckPrinted(row.Field, masked);
        Assert.Equal(row.Violations, result.Violations);
    }

    [Fact]
    public void Rows_Kinds_AreBalanced()
    {
        var rows = GoldenRow.All().ToList();
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Id).Count());
        Assert.True(rows.Count >= 150);
        Assert.True(rows.Count(row => row.Violations == Violations.None) * 3 >= rows.Count);
    }
}

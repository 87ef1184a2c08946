using System.Text;

namespace PrivacyWaybill.Conformance.Tests.Golden;

public sealed class RenderingTests
{
    public static IEnumerable<TheoryDataRow<string>> Rows() =>
        RenderingRow.All().Select(row => new TheoryDataRow<string>(row.Id) { TestDisplayName = row.Id });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Check_Rendering_Holds(string id)
    {
        var row = RenderingRow.All().Single(r => r.Id == id);
        var result = ConformanceChecker.Check(row.Checked, Utf8(row.Input), Utf8(row.Expected), row.Virtual);
        Assert.Equal(Violations.None, result.Violations);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void CheckPrinted_Rendering_Holds(string id)
    {
        var row = RenderingRow.All().Single(r => r.Id == id);
        Assert.Equal(Violations.None, ConformanceChecker.CheckPrinted(row.Checked, Utf8(row.Expected), row.Virtual).Violations);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Check_OriginalAsMasked_Violates(string id)
    {
        var row = RenderingRow.All().Single(r => r.Id == id);
        if (row.Expected == row.Input) return; // nothing to hide
        Assert.False(ConformanceChecker.Check(row.Checked, Utf8(row.Input), Utf8(row.Input)).Holds);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

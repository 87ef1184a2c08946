using System.Text;

namespace PrivacyWaybill.Conformance.Tests.Golden;

public sealed class RenderingTests
{
    public static IEnumerable<TheoryDataRow<string>> Rows() => Named(RenderingRow.All().Where(row => !RenderingExceptions.Reasons.ContainsKey(row.Id)));

    public static IEnumerable<TheoryDataRow<string>> ReferenceRows() => Named(RenderingRow.Reference());

    public static IEnumerable<TheoryDataRow<string>> Exceptions() => Named(RenderingRow.All().Where(row => RenderingExceptions.Reasons.ContainsKey(row.Id)));

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
    [MemberData(nameof(Exceptions))]
    public void Check_ExceptedRendering_StillViolates(string id)
    {
        var row = RenderingRow.All().Single(r => r.Id == id);
        Assert.False(ConformanceChecker.Check(row.Checked, Utf8(row.Input), Utf8(row.Expected), row.Virtual).Holds);
    }

    [Fact]
    public void Exceptions_Ids_AreRows() =>
        Assert.Empty(RenderingExceptions.Reasons.Keys.Except(RenderingRow.All().Select(row => row.Id)));

    [Theory]
    [MemberData(nameof(ReferenceRows))]
    public void Check_OriginalAsMasked_Violates(string id)
    {
        var row = RenderingRow.All().Single(r => r.Id == id);
        if (row.Expected == row.Input) return; // nothing to hide
        Assert.False(ConformanceChecker.Check(row.Checked, Utf8(row.Input), Utf8(row.Input)).Holds);
    }

    private static IEnumerable<TheoryDataRow<string>> Named(IEnumerable<RenderingRow> rows) =>
        rows.Select(row => new TheoryDataRow<string>(row.Id) { TestDisplayName = row.Id });

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

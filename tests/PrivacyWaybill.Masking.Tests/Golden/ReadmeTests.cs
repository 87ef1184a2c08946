using System.Text.RegularExpressions;

namespace PrivacyWaybill.Masking.Tests.Golden;

/// <summary>The table of the README says what comes out.</summary>
public sealed partial class ReadmeTests
{
    private const int FewestRows = 30;

    [Fact]
    public void Mask_RowOfTheReadme_RendersAsPrinted()
    {
        var masker = new WaybillMasker(MaskingProfile.Gb41833);
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "README.md")).Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        Assert.True(rows.Count >= FewestRows);
        Assert.All(rows, row => Assert.Equal(
            row.Groups["out"].Value,
            masker.Mask(GoldenTests.FieldOf(new("", row.Groups["field"].Value, "", "", null, null)), row.Groups["in"].Value)));
    }

    [GeneratedRegex(@"^\| (?<field>name|phone|address|remark) \| .* \| `(?<in>[^`]+)` \| `(?<out>[^`]+)` \|$")]
    private static partial Regex Row();
}

using System.Text.Json;

namespace PrivacyWaybill.Conformance.Tests.Golden;

/// <summary>A rendering of the default profile, as the masker's golden files have it.</summary>
public sealed record RenderingRow(string Id, string Field, string Input, string Expected, bool Virtual)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public CheckedField Checked => Enum.Parse<CheckedField>(Field == "remark" ? nameof(CheckedField.FreeText) : Field, ignoreCase: true);

    /// <summary>All rows of fields that are masked; waybill numbers are none.</summary>
    public static IEnumerable<RenderingRow> All() =>
        ((string[])["reference.jsonl", "further.jsonl"])
            .SelectMany(file => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Renderings", file)))
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<RenderingRow>(line, s_options)!)
            .Where(row => row.Field != "waybill_no");
}

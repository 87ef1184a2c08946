using System.Text.Json;

namespace PrivacyWaybill.Conformance.Tests.Golden;

/// <summary>A rendering of the default profile, as the masker's golden files have it.</summary>
public sealed record RenderingRow(string Id, string Field, string Input, string Expected, bool Virtual)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public CheckedField Checked => Enum.Parse<CheckedField>(Field == "remark" ? nameof(CheckedField.FreeText) : Field, ignoreCase: true);

    /// <summary>The rows whose inputs are the forms that the checker promises to find.</summary>
    public static IEnumerable<RenderingRow> Reference() => Read("reference.jsonl", "further.jsonl");

    /// <summary>All rows of fields that are masked; waybill numbers are none.</summary>
    public static IEnumerable<RenderingRow> All() =>
        Reference().Concat(Read("names.jsonl", "phones.jsonl", "addresses.jsonl", "remarks.jsonl", "attacks.jsonl"));

    private static IEnumerable<RenderingRow> Read(params IEnumerable<string> files) =>
        files.SelectMany(file => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Renderings", file)))
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<RenderingRow>(line, s_options)!)
            .Where(row => row.Field != "waybill_no");
}

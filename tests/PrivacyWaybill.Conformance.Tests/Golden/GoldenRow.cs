using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyWaybill.Conformance.Tests.Golden;

/// <summary>A labelled field: masked alone, or with its original.</summary>
public sealed record GoldenRow(string Id, CheckedField Field, string? Original, string Masked, Violations Violations, string? Note)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IEnumerable<GoldenRow> All() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "conformance.jsonl"))
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<GoldenRow>(line, s_options)!);
}

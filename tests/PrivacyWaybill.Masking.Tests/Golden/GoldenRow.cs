using System.Text.Json;

namespace PrivacyWaybill.Masking.Tests.Golden;

/// <summary>One worked example of a rendering.</summary>
public sealed record GoldenRow(string Id, string Field, string Input, string Expected, string? Note, string? Hidden)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public static IEnumerable<GoldenRow> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file))
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<GoldenRow>(line, s_options)!);

    /// <summary>The files that hold the rows of one field each.</summary>
    public static IReadOnlyList<string> FieldFiles { get; } = ["names.jsonl", "phones.jsonl", "addresses.jsonl", "remarks.jsonl"];

    /// <summary>The files beyond the reference that hold rows of every field.</summary>
    public static IReadOnlyList<string> MixedFiles { get; } = ["further.jsonl", "attacks.jsonl"];

    public static IEnumerable<GoldenRow> All() => ((string[])["reference.jsonl", .. MixedFiles, .. FieldFiles]).SelectMany(Read);
}

using System.Text.Json;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Cli.Tests.Lines;

/// <summary>One worked example of a rendering, as the masking tests keep them.</summary>
internal sealed record GoldenRow(string Id, string Field, string Input, string Expected, bool Virtual = false, bool Judgement = false)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public static IEnumerable<GoldenRow> All() =>
        Directory.EnumerateFiles(RepositoryFiles.Path("tests/PrivacyWaybill.Masking.Tests/Golden"), "*.jsonl").Order()
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<GoldenRow>(line, s_options)!)
            .Where(row => !row.Judgement);

    /// <summary>Written apart from the code under test.</summary>
    public static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}

using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using PrivacyWaybill.Benchmarks.Masking;

namespace PrivacyWaybill.Benchmarks.Recording;

/// <summary>The adversarial fields as one line a content: nanoseconds per byte under each rule, one figure a length.</summary>
internal static class CostsPerByte
{
    private static readonly string[] s_rules =
        [nameof(AdversarialBenchmarks.Name), nameof(AdversarialBenchmarks.Phone), nameof(AdversarialBenchmarks.Address), nameof(AdversarialBenchmarks.FreeText)];

    /// <summary>The table, and beneath it what was allocated.</summary>
    public static string Of(Summary summary)
    {
        var costs = summary.Reports.Select(CostOf).ToArray();
        var text = new StringBuilder();
        text.Append("| content | ").AppendJoin(" | ", s_rules).Append(" |\n|---|").Insert(text.Length, "---:|", s_rules.Length).Append('\n');
        foreach (var content in costs.GroupBy(cost => cost.Content))
        {
            var cells = s_rules.Select(rule => string.Join(" / ", content.Where(cost => cost.Rule == rule).OrderBy(cost => cost.Bytes).Select(Rounded)));
            text.Append("| ").Append(content.Key).Append(" | ").AppendJoin(" | ", cells).Append(" |\n");
        }

        text.Append("\nAllocated at most: ");
        text.AppendJoin(", ", costs.GroupBy(cost => cost.Bytes).OrderBy(length => length.Key)
            .Select(length => string.Create(CultureInfo.InvariantCulture, $"{length.Max(cost => cost.Allocated):N0} B for {length.Key:N0} bytes")));
        return text.Append(".\n").ToString();
    }

    private static string Rounded(Cost cost) => (cost.Nanoseconds / cost.Bytes).ToString("0.0", CultureInfo.InvariantCulture);

    private static Cost CostOf(BenchmarkReport report)
    {
        var benchmark = report.BenchmarkCase;
        return new(
            (string)benchmark.Parameters[nameof(AdversarialBenchmarks.Content)],
            (int)benchmark.Parameters[nameof(AdversarialBenchmarks.Bytes)],
            benchmark.Descriptor.WorkloadMethod.Name,
            report.ResultStatistics!.Min,
            report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0);
    }

    private sealed record Cost(string Content, int Bytes, string Rule, double Nanoseconds, long Allocated);
}

using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;

namespace PrivacyWaybill.Benchmarks.Recording;

/// <summary>The table of a benchmark class: one line a case, in nanoseconds, with as many digits as the figures are worth.</summary>
internal static class CostsPerCall
{
    /// <summary>The table in Markdown. The ratio is that of the minima, to the baseline with the same parameters.</summary>
    public static string Of(Summary summary)
    {
        var parameters = summary.BenchmarksCases[0].Parameters.Items.Select(item => item.Name).ToArray();
        var hasBaseline = summary.Reports.Any(IsBaseline);
        string[] headers = [.. parameters, "benchmark", "minimum ns", "median ns", "± ns", .. (string[])(hasBaseline ? ["ratio"] : []), "allocated B"];
        var text = new StringBuilder().Append("| ").AppendJoin(" | ", headers).Append(" |\n|");
        text.AppendJoin('|', headers.Select((_, i) => i <= parameters.Length ? "---" : "---:")).Append("|\n");
        foreach (var report in summary.Reports)
        {
            var result = report.ResultStatistics!;
            string[] cells =
            [
                .. parameters.Select(name => report.BenchmarkCase.Parameters[name].ToString()!),
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                Rounded(result.Min), Rounded(result.Median), Rounded(result.ConfidenceInterval.Margin),
                .. (string[])(hasBaseline ? [Ratio(summary, report)] : []),
                (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0).ToString(CultureInfo.InvariantCulture),
            ];
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Ratio(Summary summary, BenchmarkReport report)
    {
        var baseline = summary.Reports.Single(other => IsBaseline(other)
            && other.BenchmarkCase.Parameters.ValueInfo == report.BenchmarkCase.Parameters.ValueInfo);
        return (report.ResultStatistics!.Min / baseline.ResultStatistics!.Min).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static bool IsBaseline(BenchmarkReport report) => report.BenchmarkCase.Descriptor.Baseline;

    private static string Rounded(double nanoseconds) =>
        nanoseconds.ToString(nanoseconds < 10 ? "0.0" : "#,##0", CultureInfo.InvariantCulture);
}

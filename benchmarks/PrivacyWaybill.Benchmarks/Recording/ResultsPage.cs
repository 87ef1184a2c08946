using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using PrivacyWaybill.Benchmarks.Masking;

namespace PrivacyWaybill.Benchmarks.Recording;

/// <summary>
/// Puts the table of each benchmark class into a page of <c>benchmarks/results</c>, between the marks
/// <c>&lt;!-- Class --&gt;</c> and <c>&lt;!-- end --&gt;</c>: published figures are what was measured, not what was typed.
/// </summary>
internal sealed class ResultsPage(string path) : IExporter
{
    private const string End = "<!-- end -->";

    /// <summary>One a page: of several exporters of a name only one is kept.</summary>
    public string Name => Path.GetFileName(path);

    public void ExportToLog(Summary summary, ILogger logger)
    {
    }

    public IEnumerable<string> ExportToFiles(Summary summary, ILogger consoleLogger)
    {
        if (summary.Reports.Length == 0 || summary.Reports.Any(report => report.ResultStatistics is null)) return [];
        var type = summary.BenchmarksCases[0].Descriptor.Type.Name;
        var begin = $"<!-- {type} -->";
        var page = File.ReadAllText(path);
        var from = page.IndexOf(begin, StringComparison.Ordinal);
        if (from < 0) return [];
        from += begin.Length;
        var to = page.IndexOf(End, from, StringComparison.Ordinal);
        var table = type == nameof(AdversarialBenchmarks) ? CostsPerByte.Of(summary) : CostsPerCall.Of(summary);
        File.WriteAllText(path, $"{page[..from]}\n{table}{page[to..]}");
        return [path];
    }
}

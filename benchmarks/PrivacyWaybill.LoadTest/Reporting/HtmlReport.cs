using System.Net;
using System.Text;
using System.Text.Json;
using PrivacyWaybill.LoadTest.Measuring;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>A report as one HTML page: no script, no external resource.</summary>
internal static class HtmlReport
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>PrivacyWaybill load test</title>
        <style>
        body { font: 14px/1.5 sans-serif; margin: 2em auto; max-width: 1180px; padding: 0 1em; color: #222 }
        h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em; border-bottom: 1px solid #ddd }
        table { border-collapse: collapse; margin: 1em 0; font-variant-numeric: tabular-nums } th, td { padding: .2em .7em; border-bottom: 1px solid #e5e5e5; text-align: right }
        th:first-child, td:first-child { text-align: left } th { font-weight: 600; vertical-align: bottom }
        .plots { display: flex; flex-wrap: wrap; gap: 1em } code, pre { background: #f5f5f5; padding: .1em .3em } .wrong { color: #b00020; font-weight: 600 }
        .wide { overflow-x: auto }
        </style></head><body>
        """;

    /// <summary>The page.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="plots">Plots over several runs, as SVG.</param>
    public static string Render(Report report, IReadOnlyList<string> plots)
    {
        var page = new StringBuilder(Head);
        page.Append("<h1>PrivacyWaybill load test</h1>\n<p>").Append(Text(FormattableString.Invariant($"{report.StartedAt:yyyy-MM-dd HH:mm} UTC, {report.Machine}")))
            .Append("</p>\n<p><code>").Append(Text(report.Command)).Append("</code></p>\n");
        if (report.Verdict is { } verdict) page.Append("<h2>Verdict</h2>\n").Append(FromMarkdown(verdict.ToMarkdown()));
        foreach (var table in report.Tables) page.Append(FromMarkdown(table));
        Plots(page, plots);
        page.Append("<h2>Runs</h2>\n").Append(FromMarkdown(RunTable.Markdown(report.Runs)));
        foreach (var run in report.Runs) Run(page, run);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Run(StringBuilder page, RunReport run)
    {
        page.Append("<h2>").Append(Text(run.Scenario.Name)).Append("</h2>\n");
        foreach (var remark in RunTable.Remarks(run)) page.Append(remark.Contains("WRONG", StringComparison.Ordinal) ? "<p class=wrong>" : "<p>").Append(Text(remark)).Append("</p>\n");
        page.Append("<details><summary>Scenario</summary><pre>").Append(Text(JsonSerializer.Serialize(run.Scenario, Report.Json))).Append("</pre></details>\n");
        if (run.Series.Count < 2) return;
        List<string> plots =
        [
            Plot.Svg("Waybills a second", "s", [("waybills/s", Line(static s => s.WaybillsPerSecond))]),
            Plot.Svg("Latency of a batch, ms", "s", [("p50", Line(static s => s.P50)), ("p99", Line(static s => s.P99))]),
        ];
        if (run.ServerRssMegabytes is not null) plots.Add(Plot.Svg("Resident memory of the server, MB", "s", [("MB", Line(static s => s.ServerRssMegabytes))]));
        if (run.ServerRssMegabytes is not null) plots.Add(Plot.Svg("Processors used by the server", "s", [("processors", Line(static s => s.ServerProcessors))]));
        if (run.Series[0].RedisMegabytes is not null) plots.Add(Plot.Svg("used_memory of Redis, MB", "s", [("MB", Line(static s => s.RedisMegabytes))]));
        if (run.OfferedPerSecond is not null) plots.Add(Plot.Svg("Waybills due and not answered", "s", [("backlog", Line(static s => s.Backlog))]));
        Plots(page, plots);

        IEnumerable<(double, double?)> Line(Func<Second, double?> value) => run.Series.Select(s => (s.At, value(s)));
    }

    private static void Plots(StringBuilder page, IReadOnlyList<string> plots)
    {
        if (plots.Count == 0) return;
        page.Append("<div class=plots>\n");
        // Ids hold in the whole page: those of two plots must differ.
        foreach (var plot in plots) page.Append(plot.Replace("=\"clipPath", $"=\"at{page.Length}-clip", StringComparison.Ordinal).Replace("(#clipPath", $"(#at{page.Length}-clip", StringComparison.Ordinal)).Append('\n');
        page.Append("</div>\n");
    }

    private static string FromMarkdown(string text)
    {
        var html = new StringBuilder("<div class=wide>");
        var isInTable = false;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("| ---", StringComparison.Ordinal)) continue;
            if (line.StartsWith('|'))
            {
                var cell = isInTable ? "td" : "th";
                if (!isInTable) html.Append("<table>");
                isInTable = true;
                html.Append("<tr>").AppendJoin("", line[2..^2].Split(" | ").Select(c => $"<{cell}>{Text(c.Trim('*'))}</{cell}>")).Append("</tr>\n");
                continue;
            }
            if (isInTable) html.Append("</table>");
            isInTable = false;
            html.Append("<p>").Append(Text(line)).Append("</p>\n");
        }
        return html.Append(isInTable ? "</table></div>\n" : "</div>\n").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

using System.Globalization;
using System.Text;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>Runs as a Markdown table, as it stands in benchmarks/results.</summary>
internal static class RunTable
{
    private static readonly (string Head, Func<RunReport, string> Cell)[] s_columns =
    [
        ("run", static r => r.IsEcho ? $"*{r.Scenario.Name}*" : r.Scenario.Name),
        ("waybills/s", static r => Number(r.WaybillsPerSecond)),
        ("p50 ms", static r => Number(r.LatencyMs.P50, 1)),
        ("p90", static r => Number(r.LatencyMs.P90, 1)),
        ("p99", static r => Number(r.LatencyMs.P99, 1)),
        ("p99.9", static r => Number(r.LatencyMs.P999, 1)),
        ("max", static r => Number(r.LatencyMs.Max, 1)),
        ("server µs/waybill", static r => Number(r.CpuMicroseconds.Server, 2)),
        ("Redis µs/waybill", static r => Number(r.CpuMicroseconds.Redis, 2)),
        ("harness µs/waybill", static r => Number(r.CpuMicroseconds.Harness, 2)),
        ("server allocates B/waybill", static r => Number(r.ServerAllocatedBytes)),
        ("Redis B/waybill", static r => Number(r.RedisBytes)),
        ("server MB", static r => Number(r.ServerRssMegabytes)),
        ("checked", static r => Number(r.Checked)),
        ("wrong", static r => Number(r.Wrong)),
    ];

    /// <summary>The table; a row a run.</summary>
    public static string Markdown(IReadOnlyList<RunReport> runs) => Table([.. s_columns.Select(static c => c.Head)], runs.Select(static r => s_columns.Select(c => c.Cell(r))));

    /// <summary>A Markdown table.</summary>
    public static string Table(IReadOnlyList<string> heads, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        Line(heads);
        Line(heads.Select(static _ => "---"));
        foreach (var row in rows) Line(row);
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>What else there is to say of a run, a line each.</summary>
    public static IEnumerable<string> Remarks(RunReport run)
    {
        if (run.EndedEarly is { } why) yield return FormattableString.Invariant($"{run.Scenario.Name}: ENDED EARLY, after {run.Seconds:N1} s: {why}");
        if (run.OfferedPerSecond is { } offered)
            yield return FormattableString.Invariant($"{run.Scenario.Name}: open loop, {offered:N0} waybills/s due; {run.BacklogMost:N0} of them not answered at most, {run.BacklogEnd:N0} at the end{(run.KeptUp ? "" : ": NOT KEPT UP")}");
        if (run.ReplayedShare > 0.0005) yield return FormattableString.Invariant($"{run.Scenario.Name}: {run.ReplayedShare:P1} sent again");
        if (run.Resolve is { } resolve) yield return Side("calls resolved", resolve);
        if (run.Reveal is { } reveal) yield return Side("waybills revealed", reveal);
        foreach (var (kind, count) in run.WrongByKind) yield return FormattableString.Invariant($"{run.Scenario.Name}: WRONG {kind}: {count:N0}");
        foreach (var (told, count) in run.NotOk) yield return FormattableString.Invariant($"{run.Scenario.Name}: {count:N0} times {told}");

        string Side(string what, SideReport side) =>
            FormattableString.Invariant($"{run.Scenario.Name}: {side.Count:N0} {what}, p50 {side.LatencyMs.P50:N1}, p99 {side.LatencyMs.P99:N1}, max {side.LatencyMs.Max:N1} ms a batch of 256");
    }

    /// <summary>A number with thousands apart, or nothing.</summary>
    public static string Number(double? value, int digits = 0) => value?.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "";
}

using PrivacyWaybill.LoadTest.Commands;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Targets;
using static PrivacyWaybill.LoadTest.Reporting.RunTable;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>The order-entry profile: many connections, small batches, TLS, AOF everysec.</summary>
internal sealed class OrderEntrySuite : ISuite
{
    private const double LimitMs = 30;
    private const int Connections = 500, Refinements = 3, StepWarmUp = 3;

    public string Name => "order-entry";

    public string Description => "Batches of 1 to 10 on 500 connections, TLS, AOF everysec: the rate held at p99 of at most 30 ms, what TLS, small batches and AOF cost, each taken away alone, and the verdict for each daily volume.";

    public int DefaultSeconds => 10;

    public async Task<SuiteResult> RunAsync(Bench bench, SuiteSettings settings)
    {
        var all = settings.Line("order entry") with
        {
            Batch = new BatchSizes(1, 10),
            Streams = Connections,
            Deployment = new Deployment { Aof = true, Tls = true, GrownRecords = settings.GrownRecords },
        };
        Scenario[] variants =
        [
            all,
            all with { Name = "without TLS", Deployment = all.Deployment with { Tls = false } },
            all with { Name = "batches of 256", Batch = new BatchSizes(256, 256) },
            all with { Name = "without AOF", Deployment = all.Deployment with { Aof = false } },
        ];
        var rows = new List<(Scenario Scenario, double? Held, RunReport Same)>();
        foreach (var scenario in variants)
        {
            await using var target = await OwnTarget.StartAsync(scenario);
            // The others begin where the whole of it ended.
            var start = rows.Count > 0 ? rows[0].Held ?? settings.StartRate : settings.StartRate;
            var held = await FindHeldAsync(bench, scenario, target, start);
            // What each costs is compared at one rate: that which the whole of it held.
            var same = await TryAsync(bench, scenario, target, rows.Count > 0 ? start : held ?? start, "same rate");
            rows.Add((scenario, held, same));
        }
        var whole = rows[0];
        // A node of this profile is not driven harder than it holds: the whole day takes as long as that rate says.
        var verdict = whole.Held is { } rate ? Verdict.Of(DailyVolumes.Load(), LimitMs, rate, rate, whole.Same.RedisBytes) : null;
        return new SuiteResult([Table(rows)], [], verdict, Shown: rows.ConvertAll(static r => r.Same));
    }

    private static async Task<double?> FindHeldAsync(Bench bench, Scenario scenario, Target target, double start)
    {
        // The first run compiles the server: its figures are not used.
        await TryAsync(bench, scenario with { WarmUpSeconds = Math.Max(scenario.WarmUpSeconds, StepWarmUp) }, target, start, "warming up");
        // A step is short: it takes two to say that a rate is not held.
        return await RateSearch.FindAsync(start, Refinements, async rate => await HoldsAsync(rate) || await HoldsAsync(rate));

        async Task<bool> HoldsAsync(double rate)
        {
            var run = await TryAsync(bench, scenario with { WarmUpSeconds = StepWarmUp }, target, rate, "step");
            return run.KeptUp && run.LatencyMs.P99 <= LimitMs && run.Wrong == 0;
        }
    }

    private static Task<RunReport> TryAsync(Bench bench, Scenario scenario, Target target, double rate, string what) =>
        bench.RunAsync(scenario with { Rate = Math.Round(rate), Name = FormattableString.Invariant($"{scenario.Name}, {what}, {rate:N0}/s") }, target);

    private static string Table(List<(Scenario Scenario, double? Held, RunReport Same)> rows) => RunTable.Table(
        ["order entry", FormattableString.Invariant($"waybills/s held at p99 <= {LimitMs:N0} ms"), "at the same rate/s", "p50 ms", "p99 ms", "server µs/waybill", "Redis µs/waybill"],
        rows.Select(static r => (IEnumerable<string>)
        [
            r.Scenario.Name, r.Held is { } held ? Number(held) : "none tried", Number(r.Same.WaybillsPerSecond), Number(r.Same.LatencyMs.P50, 1), Number(r.Same.LatencyMs.P99, 1),
            Number(r.Same.CpuMicroseconds.Server, 2), Number(r.Same.CpuMicroseconds.Redis, 2),
        ]));
}

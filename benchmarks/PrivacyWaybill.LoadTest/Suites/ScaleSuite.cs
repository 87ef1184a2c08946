using PrivacyWaybill.LoadTest.Commands;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Reporting;
using static PrivacyWaybill.LoadTest.Reporting.RunTable;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>How cost grows: with the batch, the streams, what is live, and over several servers.</summary>
internal sealed class ScaleSuite : ISuite
{
    private const int Rows = 10, Unbounded = 86_400;

    private static readonly int[] s_batches = [1, 4, 16, 64, 256, 1_000], s_streams = [1, 2, 4, 8, 16, 32, 64];

    public string Name => "scale";

    public string Description => "Batches of 1 to 1,000, 1 to 64 streams, a store filled up to --live waybills, and two servers on a Redis Cluster of three primaries.";

    public int DefaultSeconds => 10;

    public async Task<SuiteResult> RunAsync(Bench bench, SuiteSettings settings)
    {
        var batches = new List<RunReport>();
        foreach (var size in s_batches) batches.Add(await bench.RunAsync(settings.Line($"batches of {size:N0}") with { Batch = new BatchSizes(size, size) }));
        var streams = new List<RunReport>();
        foreach (var count in s_streams) streams.Add(await bench.RunAsync(settings.Line($"{count} streams") with { Streams = count }));
        var cluster = settings.Line("two servers, cluster of three");
        await bench.RunAsync(cluster with { Deployment = cluster.Deployment with { Servers = 2, Cluster = true } });
        var live = await bench.RunAsync(settings.Line("filling up") with { Waybills = settings.Live, Seconds = Unbounded });
        return new SuiteResult([Filling(live)], [.. Plots("waybills a batch", batches, static r => r.Scenario.Batch.Most), .. Plots("streams", streams, static r => r.Scenario.Streams), .. Plots(live)]);
    }

    private static IEnumerable<string> Plots(string across, IReadOnlyList<RunReport> runs, Func<RunReport, double> x)
    {
        yield return Plot.Svg($"Waybills a second by {across}", across, [("waybills/s", Line(static r => r.WaybillsPerSecond))], isLogarithmic: true);
        yield return Plot.Svg($"Processor time a waybill by {across}, µs", across,
            [("server", Line(static r => r.CpuMicroseconds.Server)), ("Redis", Line(static r => r.CpuMicroseconds.Redis)), ("harness", Line(static r => r.CpuMicroseconds.Harness))], isLogarithmic: true);
        yield return Plot.Svg($"Latency of a batch by {across}, ms", across, [("p50", Line(static r => r.LatencyMs.P50)), ("p99", Line(static r => r.LatencyMs.P99))], isLogarithmic: true);

        IEnumerable<(double, double?)> Line(Func<RunReport, double?> y) => runs.Select(r => (x(r), y(r)));
    }

    private static IEnumerable<string> Plots(RunReport live)
    {
        const string across = "million live waybills";
        yield return Plot.Svg("Waybills a second by live waybills", across, [("waybills/s", Line(static s => s.WaybillsPerSecond))]);
        yield return Plot.Svg("Latency of a batch by live waybills, ms", across, [("p50", Line(static s => s.P50)), ("p99", Line(static s => s.P99))]);
        yield return Plot.Svg("used_memory of Redis by live waybills, MB", across, [("MB", Line(static s => s.RedisMegabytes))]);

        IEnumerable<(double, double?)> Line(Func<Second, double?> y) => live.Series.Select(s => (s.Waybills / 1e6, y(s)));
    }

    private static string Filling(RunReport live) => Table(
        ["live waybills", "waybills/s", "p50 ms", "p99 ms", "Redis MB", "server MB"],
        live.Series.Where((_, i) => (i + 1) % Math.Max(1, live.Series.Count / Rows) == 0).Select(static s => (IEnumerable<string>)
        [
            Number(s.Waybills), Number(s.WaybillsPerSecond), Number(s.P50, 1), Number(s.P99, 1), Number(s.RedisMegabytes), Number(s.ServerRssMegabytes),
        ]));
}

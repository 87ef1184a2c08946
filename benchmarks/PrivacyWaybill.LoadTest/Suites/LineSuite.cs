using PrivacyWaybill.LoadTest.Commands;
using PrivacyWaybill.LoadTest.Reporting;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>The line profile: few streams, batches of 256.</summary>
internal sealed class LineSuite : ISuite
{
    private const double LimitMs = 50, Asked = 0.7, Step = 0.1, Most = 0.9, Least = 0.4;

    public string Name => "line";

    public string Description => "Full speed without persistence, p99 at 70 % of it and the highest rate held below 50 ms, full speed with AOF everysec, the echo ceilings, and the verdict for each daily volume.";

    public int DefaultSeconds => 60;

    public async Task<SuiteResult> RunAsync(Bench bench, SuiteSettings settings)
    {
        // Memory is that of a new store, which has grown by these waybills alone.
        var young = await bench.RunAsync((settings with { GrownRecords = 0 }).Line("no persistence, new Redis"));
        var full = settings.GrownRecords > 0 ? await bench.RunAsync(settings.Line("no persistence")) : young;
        var held = await FindHeldAsync(bench, settings, full.WaybillsPerSecond);
        var aof = settings.Line("AOF everysec");
        await bench.RunAsync(aof with { Deployment = aof.Deployment with { Aof = true } });
        var generated = await bench.RunEchoAsync(full.Scenario, asBytes: false);
        var bytes = await bench.RunEchoAsync(full.Scenario, asBytes: true);

        string Ratio(RunReport ceiling) => FormattableString.Invariant($"{full.WaybillsPerSecond / ceiling.WaybillsPerSecond:N2} of the {ceiling.Scenario.Name} of the same batches by the same client.");
        return new SuiteResult(
            [string.Join('\n', Ratio(generated), Ratio(bytes), "AOF: synced every second, never rewritten during the run.") + "\n"],
            [], Verdict.Of(DailyVolumes.Load(), LimitMs, held, full.WaybillsPerSecond, young.RedisBytes));
    }

    /// <summary>Asks at 70 %, then goes up as long as it holds, or down until it does.</summary>
    private static async Task<double?> FindHeldAsync(Bench bench, SuiteSettings settings, double full)
    {
        double? held = null;
        for (var share = Asked; share is <= Most + Step / 2 and >= Least - Step / 2;)
        {
            var rate = Math.Round(full * share);
            var run = await bench.RunAsync(settings.Line(FormattableString.Invariant($"open loop, {share:P0} of it")) with { Rate = rate });
            var holds = run.KeptUp && run.LatencyMs.P99 < LimitMs && run.Wrong == 0;
            if (holds) held = rate;
            if (holds ? share < Asked - Step / 2 : share > Asked + Step / 2) break;
            share += holds ? Step : -Step;
        }
        return held;
    }
}

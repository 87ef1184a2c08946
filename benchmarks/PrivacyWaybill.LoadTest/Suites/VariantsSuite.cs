using PrivacyWaybill.LoadTest.Commands;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Waybills;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>The line profile, each time with one thing changed.</summary>
internal sealed class VariantsSuite : ISuite
{
    // Records are collected by the minute: from then on as many go as come.
    private const int Life = 60, UntilCollected = Life + 70, Cities = 50;

    public string Name => "variants";

    public string Description => "Full speed with replays of 1 % and 100 %, with expired waybills collected at the rate of insertion, with numbers of 50 cities, with both parties' numbers, with mixed traffic, and with the generated codec.";

    public int DefaultSeconds => 30;

    public async Task<SuiteResult> RunAsync(Bench bench, SuiteSettings settings)
    {
        var line = settings.Line("fresh waybills");
        await bench.RunAsync(line);
        await bench.RunAsync(line with { Name = "1 % replays", Replay = 0.01 });
        await bench.RunAsync(line with { Name = "100 % replays", Replay = 1 });
        await bench.RunAsync(line with { Name = "50 cities", Cities = Cities });
        await bench.RunAsync(line with { Name = "both parties' numbers", Numbers = NumbersAsked.Both });
        await bench.RunAsync(line with { Name = "5 % resolved, 2 % revealed", Resolve = 0.05, Reveal = 0.02 });
        await bench.RunAsync(line with { Name = "generated codec", Deployment = line.Deployment with { Codec = BatchCodecKind.Generated } });
        var collected = await bench.RunAsync(line with
        {
            Name = "expired waybills collected",
            // Whole minutes, because that is how they go.
            Seconds = Math.Max(line.Seconds / Life, 1) * Life,
            WarmUpSeconds = UntilCollected,
            Deployment = line.Deployment with { RetentionSeconds = Life, Collect = true },
        });
        return new SuiteResult([Collection(collected)], []);
    }

    /// <summary>How many keys went while so many came.</summary>
    private static string Collection(RunReport run)
    {
        var (first, last) = (run.Series[0], run.Series[^1]);
        var came = last.Waybills - first.Waybills;
        var gone = came - (last.RedisKeys - first.RedisKeys);
        return FormattableString.Invariant($"Collection: {came:N0} waybills came in {last.At - first.At:N0} s, {gone:N0} keys went; {first.RedisKeys:N0} keys at the beginning, {last.RedisKeys:N0} at the end. Retention {Life} s; quarantine, clock margin and the margin of collection at their least.\n");
    }
}

using PrivacyWaybill.Vault.Records;
using static PrivacyWaybill.LoadTest.Reporting.RunTable;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>What one node's figures mean for the country's daily volumes.</summary>
/// <param name="LimitMs">p99 up to which a rate counts as held, in milliseconds.</param>
/// <param name="HeldPerSecond">The highest rate that was held in open loop; null if none was.</param>
/// <param name="FullPerSecond">Waybills a second at full speed.</param>
/// <param name="BytesPerLiveWaybill">Redis' memory a waybill, one slot of a page included; null if it was not measured.</param>
/// <param name="LiveDays">How long a waybill lives.</param>
/// <param name="Assumptions">Each, in a sentence.</param>
/// <param name="Days">A day's volume each.</param>
internal sealed record Verdict(
    double LimitMs, double? HeldPerSecond, double FullPerSecond, double? BytesPerLiveWaybill, int LiveDays, IReadOnlyList<string> Assumptions, IReadOnlyList<VerdictDay> Days)
{
    private const int Life = 15, Rest = 15;

    // Of each number's slot in its page the run has counted one. It stands as long as the number lives and rests.
    private const double SlotBytes = RecordId.Length, MoreSlots = (double)Rest / Life;

    /// <summary>Does the arithmetic.</summary>
    public static Verdict Of(DailyVolumes volumes, double limitMs, double? held, double full, double? bytes) => new(limitMs, held, full, bytes, Life,
        [
            FormattableString.Invariant($"the busiest hour carries {volumes.Assumptions.PeakHourShareOfDay:P0} of the day, a burst is {volumes.Assumptions.BurstFactorOverPeakHour:N0} times that hour (assumptions of seeds/volumes.json, no source)"),
            "a node is a machine like this one, with client, server and Redis sharing its processors; nodes share nothing and divide the waybills evenly",
            FormattableString.Invariant($"Records:Retention and Numbers:LongestValidity are {Life} days, Numbers:Quarantine {Rest}: a waybill is live for {Life} days, the slot of its number ({SlotBytes:N0} B, once in what a waybill took) stands for {Life + Rest}; each day is as large as this one; reserve for fragmentation, replicas and rewrites comes on top"),
        ],
        [.. volumes.Days.Select(d => new VerdictDay(d, Nodes(d.PeakHourPerSecond, held), Nodes(d.BurstPerSecond, held), d.ParcelsPerDay / full / 3_600, d.ParcelsPerDay * (double)Life * (bytes + SlotBytes * MoreSlots) / 1e9))]);

    /// <summary>As Markdown.</summary>
    public string ToMarkdown() =>
        Table(
            ["day", "parcels", "average/s", "peak hour/s", "burst/s", "nodes for the peak hour", "nodes for a burst", "the day at full speed", $"Redis for {LiveDays} days"],
            Days.Select(static d => (IEnumerable<string>)
            [
                d.Volume.Name, FormattableString.Invariant($"{d.Volume.ParcelsPerDay / 1e6:N0} M"), Number(d.Volume.AveragePerSecond), Number(d.Volume.PeakHourPerSecond), Number(d.Volume.BurstPerSecond),
                Number(d.NodesForPeakHour), Number(d.NodesForBurst), FormattableString.Invariant($"{d.HoursAtFullSpeed * 60:N0} min"), d.RedisGigabytes is { } g ? FormattableString.Invariant($"{g / 1e3:N2} TB") : "",
            ]))
        + FormattableString.Invariant($"\nOne node held {(HeldPerSecond is { } h ? h.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) : "nothing that was tried")} waybills/s at p99 < {LimitMs:N0} ms (open loop); {FullPerSecond:N0} at full speed; {Number(BytesPerLiveWaybill)} B of Redis a waybill, {Number(BytesPerLiveWaybill + SlotBytes * MoreSlots)} with its share of resting numbers.\n")
        + "Assumed: " + string.Join("; ", Assumptions) + ".\n";

    private static int? Nodes(double rate, double? held) => held > 0 ? (int)Math.Ceiling(rate / held.Value) : null;
}

using System.Diagnostics.Metrics;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;

namespace PrivacyWaybill.Server.Store;

/// <summary>What is left of each segment, in the meter <c>PrivacyWaybill</c>; the tag <c>segment</c> is the operator's name of it.</summary>
internal sealed class SegmentMeter : IDisposable
{
    private readonly Meter _meter = new("PrivacyWaybill");
    private volatile IReadOnlyList<(SegmentStatus Status, double? Seconds)> _last = [];

    public SegmentMeter()
    {
        _meter.CreateObservableGauge("privacywaybill.numbers.free", () => Measure(static s => s.Status.Free), "{number}",
            "Numbers in blocks that can be leased now.");
        _meter.CreateObservableGauge("privacywaybill.numbers.closed", () => Measure(static s => s.Status.State == LedgerState.Ready ? 0 : 1), "{segment}",
            "1 if nothing can be leased: the ledger is missing, old or another's, or its witness or the clock cannot be trusted.");
        _meter.CreateObservableGauge("privacywaybill.numbers.live", () => Measure(static s => s.Status.Leased), "{number}",
            "Numbers in blocks that are leased or may have valid numbers.");
        _meter.CreateObservableGauge("privacywaybill.numbers.quarantined", () => Measure(static s => s.Status.Quarantined), "{number}",
            "Numbers in blocks that rest.");
        _meter.CreateObservableGauge("privacywaybill.numbers.forecast", () => Measure(static s => s.Seconds), "s",
            "Until the free numbers run out, by what all servers leased in the last hour; absent if they do not.");
    }

    public void Tell(PoolStatus status, DateTimeOffset now) =>
        _last = [.. status.Segments.Where(static s => s.State != LedgerState.Unavailable).Select(s => (s, (s.ExhaustionForecast - now)?.TotalSeconds))];

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Measure(Func<(SegmentStatus Status, double? Seconds), double?> value)
    {
        foreach (var segment in _last)
            if (value(segment) is { } measured) yield return new Measurement<double>(measured, new KeyValuePair<string, object?>("segment", segment.Status.Segment.Name));
    }
}

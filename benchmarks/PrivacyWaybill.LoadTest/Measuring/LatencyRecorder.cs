using System.Diagnostics;
using HdrHistogram;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>
/// Latencies in microseconds, to three digits: of the whole run, and of the time since last asked. For many threads; recorded once
/// a batch, so a lock is cheap enough.
/// </summary>
internal sealed class LatencyRecorder
{
    private const long Longest = 600_000_000;

    private readonly Lock _lock = new();
    private readonly LongHistogram _all = new(Longest, 3), _interval = new(Longest, 3);

    /// <summary>Records a latency.</summary>
    /// <param name="from">Timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="to">The same.</param>
    public void Record(long from, long to)
    {
        var microseconds = Math.Clamp((to - from) / (Stopwatch.Frequency / 1_000_000), 0, Longest);
        lock (_lock)
        {
            _all.RecordValue(microseconds);
            _interval.RecordValue(microseconds);
        }
    }

    /// <summary>Of the whole run.</summary>
    public Percentiles All()
    {
        lock (_lock) return Percentiles.Of(_all);
    }

    /// <summary>Since the last time that this was asked; null if nothing was recorded.</summary>
    public Percentiles? Interval()
    {
        lock (_lock)
        {
            if (_interval.TotalCount == 0) return null;
            var percentiles = Percentiles.Of(_interval);
            _interval.Reset();
            return percentiles;
        }
    }
}

using HdrHistogram;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>Latencies in milliseconds; all 0 if there are none.</summary>
/// <param name="P50">Half are no longer.</param>
/// <param name="P90">90 % are no longer.</param>
/// <param name="P99">99 %.</param>
/// <param name="P999">99.9 %.</param>
/// <param name="Max">All.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Percentiles(double P50, double P90, double P99, double P999, double Max, long Count)
{
    /// <summary>Reads a histogram of microseconds.</summary>
    public static Percentiles Of(HistogramBase histogram)
    {
        return new Percentiles(At(50), At(90), At(99), At(99.9), At(100), histogram.TotalCount);

        double At(double percentile) => histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / 1e3;
    }
}

using HdrHistogram;

namespace PrivacyWaybill.LoadTest;

/// <summary>What a run of the client came to.</summary>
/// <param name="Target">What was driven.</param>
/// <param name="WaybillsPerSecond">Answered a second.</param>
/// <param name="P50Milliseconds">Median time from sending a batch to its answer, closed loop.</param>
/// <param name="P99Milliseconds">The same, 99th percentile.</param>
/// <param name="ServerMicroseconds">Processor time of the server a waybill.</param>
/// <param name="RedisMicroseconds">Processor time of Redis a waybill; 0 without one.</param>
/// <param name="HarnessMicroseconds">Processor time of this process a waybill.</param>
/// <param name="RedisBytes">Growth of Redis' <c>used_memory</c> a waybill; 0 without one.</param>
/// <param name="ServerMegabytes">Resident memory of the server at the end.</param>
/// <param name="Wrong">Checked results that were not as they should be.</param>
internal sealed record Measurement(
    string Target, double WaybillsPerSecond, double P50Milliseconds, double P99Milliseconds, double ServerMicroseconds, double RedisMicroseconds,
    double HarnessMicroseconds, double RedisBytes, double ServerMegabytes, long Wrong)
{
    /// <summary>A percentile in milliseconds.</summary>
    public static double Milliseconds(LongHistogram histogram, double percentile) =>
        histogram.GetValueAtPercentile(percentile) * 1000.0 / System.Diagnostics.Stopwatch.Frequency;
}

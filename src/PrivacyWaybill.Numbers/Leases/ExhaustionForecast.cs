using PrivacyWaybill.Numbers.Ledger;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>Reckons when a segment has no number left.</summary>
internal static class ExhaustionForecast
{
    /// <summary>
    /// When the free numbers run out at this rate, blocks that come free until then counted in. Null if they come free as
    /// fast as they are used.
    /// </summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    public static async Task<DateTimeOffset?> EstimateAsync(
        NumberLedger ledger, NumberPoolOptions options, TimeProvider time, DateTimeOffset now, long freeBlocks, double rate)
    {
        var lap = options.MaximumLeaseAge + options.LongestValidity + options.Quarantine + options.ClockMargin;
        for (var step = 0; step < 8; step++)
        {
            var seconds = freeBlocks * ledger.Segment.BlockSize / rate;
            if (seconds >= lap.TotalSeconds) return null;
            var at = now.AddSeconds(seconds);
            var freeThen = await ledger.CountFreeAtAsync(at).WithinAsync(options.StoreDeadline, time);
            if (freeThen <= freeBlocks) return at;
            freeBlocks = freeThen;
        }
        return null;
    }
}

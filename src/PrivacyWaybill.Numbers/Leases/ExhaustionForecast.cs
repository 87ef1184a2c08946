using PrivacyWaybill.Numbers.Ledger;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>Reckons when a segment has no number left.</summary>
internal static class ExhaustionForecast
{
    /// <summary>Over how long the rate of all servers is reckoned: each takes a block now and then.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>
    /// How many numbers a second go, in blocks, by whichever server: the ledger tells what was leased lately by when it comes free.
    /// </summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    public static async Task<double> RateAsync(NumberLedger ledger, NumberPoolOptions options, TimeProvider time, DateTimeOffset now)
    {
        // What is witnessed to be held can come free later: that says nothing of when it was leased.
        var leased = await ledger.CountFreeBetweenAsync(now - Window + Lap(options), now + Lap(options) + options.ClockMargin).WithinAsync(options.StoreDeadline, time);
        return leased * ledger.Segment.BlockSize / Window.TotalSeconds;
    }

    /// <summary>
    /// When the free numbers run out at this rate, blocks that come free until then counted in. Null if they come free as
    /// fast as they are used.
    /// </summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    public static async Task<DateTimeOffset?> EstimateAsync(
        NumberLedger ledger, NumberPoolOptions options, TimeProvider time, DateTimeOffset now, long freeBlocks, double rate)
    {
        var lap = Lap(options);
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

    private static TimeSpan Lap(NumberPoolOptions options) => options.MaximumLeaseAge + options.LongestValidity + options.Quarantine + options.ClockMargin;
}

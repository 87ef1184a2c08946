using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// Notices that the clock jumped: it went otherwise than the monotonic one. A clock a month ahead would lease blocks whose
/// numbers are still live. A jump that the store's own clock confirms (a suspended machine woke up) is accepted.
/// </summary>
internal sealed class ClockWatch(IDatabase database, NumberPoolOptions options, TimeProvider time)
{
    private readonly TimeSpan _tolerance = options.ClockMargin > TimeSpan.FromSeconds(1) ? options.ClockMargin : TimeSpan.FromSeconds(1);
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _stamp = time.GetTimestamp();

    /// <summary>Whether the clock can be believed. Called by one task at a time.</summary>
    public async ValueTask<bool> IsSureAsync()
    {
        if (!HasJumped()) return true;
        try
        {
            var reply = (RedisResult[]?)await database.ExecuteAsync("TIME").WithinAsync(options.StoreDeadline, time);
            if (reply is not [var seconds, _]) return false;
            var theirs = DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)seconds!, CultureInfo.InvariantCulture));
            if ((time.GetUtcNow() - theirs).Duration() > _tolerance) return false;
        }
        catch (Exception e) when (StoreCall.IsFault(e) || e is FormatException)
        {
            return false;
        }
        (_wall, _stamp) = (time.GetUtcNow(), time.GetTimestamp());
        return true;
    }

    private bool HasJumped() => (time.GetUtcNow() - _wall - time.GetElapsedTime(_stamp)).Duration() > _tolerance;
}

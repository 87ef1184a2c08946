using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Notices that the clock jumped: it went otherwise than the monotonic one. By a clock a month ahead, numbers and records that
/// are live would be over. A jump that the store's own clock confirms (a suspended machine woke up) is accepted. Safe for
/// concurrent use.
/// </summary>
public sealed class ClockWatch
{
    private readonly IDatabase _database;
    private readonly NumberPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeSpan _tolerance;
    private readonly Lock _lock = new();
    private DateTimeOffset _wall;
    private long _stamp;

    /// <summary>Begins to watch; the clock is right now.</summary>
    public ClockWatch(IDatabase database, NumberPoolOptions options, TimeProvider time)
    {
        (_database, _options, _time) = (database, options, time);
        _tolerance = options.ClockMargin > TimeSpan.FromSeconds(1) ? options.ClockMargin : TimeSpan.FromSeconds(1);
        (_wall, _stamp) = (time.GetUtcNow(), time.GetTimestamp());
    }

    /// <summary>Whether the clock can be believed, as far as is known without asking the store. About 0.1 µs.</summary>
    public bool IsSure => Drift() <= _tolerance;

    /// <summary>Whether the clock can be believed; a jump is compared with the store's clock. Never throws because of the store.</summary>
    public async ValueTask<bool> IsSureAsync()
    {
        // Before it counts: a clock that is set right step by step is not to close anything.
        if (Drift() <= _tolerance / 2) return true;
        if (await IsConfirmedAsync())
        {
            lock (_lock) (_wall, _stamp) = (_time.GetUtcNow(), _time.GetTimestamp());
        }
        return IsSure;
    }

    private TimeSpan Drift()
    {
        lock (_lock) return (_time.GetUtcNow() - _wall - _time.GetElapsedTime(_stamp)).Duration();
    }

    private async Task<bool> IsConfirmedAsync()
    {
        try
        {
            var reply = (RedisResult[]?)await _database.ExecuteAsync("TIME").WithinAsync(_options.StoreDeadline, _time);
            if (reply is not [var seconds, _]) return false;
            var theirs = DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)seconds!, CultureInfo.InvariantCulture));
            return (_time.GetUtcNow() - theirs).Duration() <= _tolerance;
        }
        catch (Exception e) when (StoreCall.IsFault(e) || e is FormatException)
        {
            return false;
        }
    }
}

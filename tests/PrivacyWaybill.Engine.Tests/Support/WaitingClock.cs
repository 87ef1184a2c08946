namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>A clock that moves by being waited for, and not otherwise: what waits goes on at once. Deadlines never come.</summary>
internal sealed class WaitingClock(DateTimeOffset now) : TimeProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= Deadline || dueTime < TimeSpan.Zero) return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _now += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}

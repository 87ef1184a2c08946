namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>The system's clock, put forward: timers go as always, dates come sooner.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void PutForward(TimeSpan span) => _ahead += span;
}

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>The system's clock, put forward: timers go as always, dates come sooner.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    /// <summary>Time passes, the clock does not jump.</summary>
    public override long GetTimestamp() => System.GetTimestamp() + (long)(_ahead.TotalSeconds * System.TimestampFrequency);

    public void PutForward(TimeSpan span) => _ahead += span;
}

namespace PrivacyWaybill.Engine.Wire;

/// <summary>Times of source events as items carry them.</summary>
internal static class EventTime
{
    /// <summary>Unix milliseconds. Out of range stays out of range: the policy refuses what is negative or absurd.</summary>
    public static long Of(long seconds, int nanos) => Math.Clamp(seconds, -1, uint.MaxValue) * 1000 + Math.Clamp(nanos, 0, 999_999_999) / 1_000_000;
}

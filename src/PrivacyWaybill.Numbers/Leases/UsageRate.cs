namespace PrivacyWaybill.Numbers.Leases;

/// <summary>Numbers handed out a second, over windows of a second, the last two weighing half each. Its owner locks.</summary>
internal sealed class UsageRate
{
    private const long Window = 1_000;

    private long _windowStart, _count;
    private double _rate;

    public void Add(int count, long now)
    {
        Roll(now);
        _count += count;
    }

    /// <param name="now">Unix milliseconds.</param>
    public double PerSecond(long now)
    {
        Roll(now);
        return _rate;
    }

    private void Roll(long now)
    {
        var elapsed = now - _windowStart;
        if (elapsed < Window && elapsed >= 0) return;
        var last = elapsed > 0 ? _count * 1_000.0 / elapsed : 0;
        // After a pause the older window says nothing any more.
        _rate = elapsed < 3 * Window ? (_rate + last) / 2 : last;
        (_windowStart, _count) = (now, 0);
    }
}

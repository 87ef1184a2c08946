namespace PrivacyWaybill.LoadTest.Load;

/// <summary>The latest waybills of decoded answers, for calls and reveals. For many threads.</summary>
internal sealed class AcknowledgedWaybills
{
    private const int Kept = 65_536;

    private readonly AcknowledgedWaybill[] _ring = new AcknowledgedWaybill[Kept];
    private readonly Lock _lock = new();
    private readonly Random _random = new(1);
    private long _added;

    /// <summary>Keeps one more, instead of the oldest.</summary>
    public void Add(in AcknowledgedWaybill waybill)
    {
        lock (_lock) _ring[_added++ % Kept] = waybill;
    }

    /// <summary>Draws some, one perhaps several times.</summary>
    /// <returns>As many, or none if there are none yet.</returns>
    public AcknowledgedWaybill[] Draw(int count)
    {
        lock (_lock)
        {
            if (_added == 0) return [];
            var drawn = new AcknowledgedWaybill[count];
            for (var i = 0; i < count; i++) drawn[i] = _ring[_random.Next((int)Math.Min(_added, Kept))];
            return drawn;
        }
    }
}

using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>
/// Batches that were acknowledged in the warm-up, wholly fresh: what is sent again later. For many threads.
/// </summary>
internal sealed class Replayable
{
    private readonly List<(BatchTemplate Template, long First)> _batches = [];
    private readonly Lock _lock = new();

    /// <summary>Notes an answered batch.</summary>
    public void Add(Flight flight)
    {
        lock (_lock) _batches.Add((flight.Template, flight.Numbers.First));
    }

    /// <summary>One of them, with its first serial.</summary>
    /// <param name="turn">Which, counted on from the last to the first.</param>
    /// <returns>Null if there is none.</returns>
    public (BatchTemplate Template, long First)? Find(long turn)
    {
        lock (_lock) return _batches.Count == 0 ? null : _batches[(int)(turn % _batches.Count)];
    }
}

using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>
/// Batches that were acknowledged in the warm-up, wholly fresh, by template: what is sent again later. For many threads.
/// </summary>
internal sealed class Replayable
{
    private readonly Dictionary<BatchTemplate, List<long>> _first = [];
    private readonly Lock _lock = new();

    /// <summary>Notes an answered batch.</summary>
    public void Add(Flight flight)
    {
        lock (_lock)
        {
            if (!_first.TryGetValue(flight.Template, out var batches)) _first.Add(flight.Template, batches = []);
            batches.Add(flight.Numbers.First);
        }
    }

    /// <summary>An earlier batch of a template.</summary>
    /// <param name="template">Which.</param>
    /// <param name="turn">Which of them, counted on from the last to the first.</param>
    /// <returns>Its first serial; −1 if there was none.</returns>
    public long Find(BatchTemplate template, long turn)
    {
        lock (_lock) return _first.TryGetValue(template, out var batches) ? batches[(int)(turn % batches.Count)] : -1;
    }
}

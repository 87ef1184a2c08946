using System.Collections.Concurrent;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>Batches to be used again. Bounded: what a burst needed beyond the bound is left to the collector.</summary>
public sealed class BatchPool
{
    // Streams × batches in flight of an ordinary server; a batch of 256 holds about 0.3 MB.
    private const int MostKept = 128;

    private readonly ConcurrentQueue<WaybillBatch> _free = new();

    /// <summary>A batch in any state; <see cref="WaybillBatch.Reset"/> it.</summary>
    public WaybillBatch Rent() => _free.TryDequeue(out var batch) ? batch : new WaybillBatch();

    /// <summary>Gives a batch back. Its texts are wiped now, not when it is used again.</summary>
    public void Return(WaybillBatch batch)
    {
        batch.Reset(0);
        if (_free.Count < MostKept) _free.Enqueue(batch);
    }
}

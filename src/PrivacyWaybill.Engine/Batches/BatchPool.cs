using PrivacyWaybill.Engine.Work;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>Batches to be used again. Bounded: what a burst needed beyond the bound is left to the collector.</summary>
public sealed class BatchPool
{
    // As many as are at work at most, and one that waits for each of some hundred streams; a batch of 256 holds about 0.3 MB.
    private const int MostKept = 1_024;

    private readonly Shelf<WaybillBatch> _free = new(MostKept);

    /// <summary>A batch in any state; <see cref="WaybillBatch.Reset"/> it.</summary>
    public WaybillBatch Rent() => _free.TryTake(out var batch) ? batch : new WaybillBatch();

    /// <summary>Gives a batch back. Its texts are wiped now, not when it is used again.</summary>
    public void Return(WaybillBatch batch)
    {
        batch.Reset(0);
        _free.TryKeep(batch);
    }
}

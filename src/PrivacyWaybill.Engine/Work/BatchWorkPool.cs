using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Work;

/// <summary>Workbenches to be used again; each holds some 0.3 MB of ciphers and buffers, which are not to be made anew for each batch.</summary>
internal sealed class BatchWorkPool(KeyRing keys, NumberPool numbers) : IDisposable
{
    private readonly Shelf<BatchWork> _free = new(BatchPipeline.MostAtWork);

    /// <summary>A workbench for a batch. <see cref="Leave"/> comes afterwards in any case.</summary>
    public BatchWork Rent(WaybillBatch batch, Caller caller)
    {
        if (!_free.TryTake(out var work)) work = new BatchWork(keys, numbers);
        work.Begin(batch, caller);
        return work;
    }

    /// <summary>Ends the use of a workbench.</summary>
    /// <param name="work">The workbench.</param>
    /// <param name="isClean">Whether it may be used again: nothing is on its way from its buffers.</param>
    public void Leave(BatchWork work, bool isClean)
    {
        work.End();
        if (!isClean || !_free.TryKeep(work)) work.Dispose();
    }

    public void Dispose()
    {
        while (_free.TryTake(out var work)) work.Dispose();
    }
}

using System.Collections.Concurrent;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Work;

/// <summary>Workbenches to be used again; each holds some 0.3 MB of ciphers and buffers, which are not to be made anew for each batch.</summary>
internal sealed class BatchWorkPool(KeyRing keys, NumberPool numbers) : IDisposable
{
    private readonly ConcurrentQueue<BatchWork> _free = new();

    /// <summary>A workbench for a batch. <see cref="Leave"/> comes afterwards in any case.</summary>
    public BatchWork Rent(WaybillBatch batch, Caller caller)
    {
        if (!_free.TryDequeue(out var work)) work = new BatchWork(keys, numbers);
        work.Begin(batch, caller);
        return work;
    }

    /// <summary>Ends the use of a workbench.</summary>
    /// <param name="work">The workbench.</param>
    /// <param name="isClean">Whether it may be used again: nothing is on its way from its buffers.</param>
    public void Leave(BatchWork work, bool isClean)
    {
        if (!isClean) return;
        work.End();
        _free.Enqueue(work);
    }

    public void Dispose()
    {
        while (_free.TryDequeue(out var work)) work.Dispose();
    }
}

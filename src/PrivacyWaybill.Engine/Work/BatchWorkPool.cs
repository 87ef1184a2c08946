using System.Collections.Concurrent;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// Workbenches to be used again; each holds some 0.3 MB of ciphers and buffers, which are not to be made anew for each batch. So there
/// are no more than <see cref="Most"/>: under more load than the server can carry, batches wait for one.
/// </summary>
internal sealed class BatchWorkPool(KeyRing keys, NumberPool numbers) : IDisposable
{
    /// <summary>
    /// Most batches at work at a time. Each waits for the store once or twice, so this is what can be under way to it: enough
    /// for 100,000 batches a second at 2 ms.
    /// </summary>
    internal const int Most = 256;

    private readonly ConcurrentQueue<BatchWork> _free = new();

    // Not disposed with the pool: a batch that is under way still leaves, and without a wait handle there is nothing to dispose of.
    private readonly SemaphoreSlim _room = new(Most);

    /// <summary>A workbench for a batch, as soon as there is one. <see cref="Leave"/> comes afterwards in any case.</summary>
    public async ValueTask<BatchWork> RentAsync(WaybillBatch batch, Caller caller)
    {
        await _room.WaitAsync();
        try
        {
            if (!_free.TryDequeue(out var work)) work = new BatchWork(keys, numbers);
            work.Begin(batch, caller);
            return work;
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    /// <summary>Ends the use of a workbench.</summary>
    /// <param name="work">The workbench.</param>
    /// <param name="isClean">Whether it may be used again: nothing is on its way from its buffers.</param>
    public void Leave(BatchWork work, bool isClean)
    {
        if (isClean)
        {
            work.End();
            _free.Enqueue(work);
        }
        _room.Release();
    }

    public void Dispose()
    {
        while (_free.TryDequeue(out var work)) work.Dispose();
    }
}

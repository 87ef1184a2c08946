using System.Collections.Concurrent;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Work;

/// <summary>Workbenches to be used again; each holds some 0.3 MB of ciphers and buffers.</summary>
internal sealed class BatchWorkPool(KeyRing keys, NumberPool numbers) : IDisposable
{
    private const int MostKept = 64;

    private readonly ConcurrentQueue<BatchWork> _free = new();

    public BatchWork Rent(WaybillBatch batch, Caller caller)
    {
        if (!_free.TryDequeue(out var work)) work = new BatchWork(keys, numbers);
        work.Begin(batch, caller);
        return work;
    }

    public void Return(BatchWork work)
    {
        work.End();
        if (_free.Count < MostKept) _free.Enqueue(work);
        else work.Dispose();
    }

    public void Dispose()
    {
        while (_free.TryDequeue(out var work)) work.Dispose();
    }
}

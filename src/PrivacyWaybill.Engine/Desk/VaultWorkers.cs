using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Vault;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Vault workers for single calls, to be used again.</summary>
public sealed class VaultWorkers(KeyRing keys) : IDisposable
{
    // As many as a busy server has calls under way at a time: a worker beyond them is made for one call, which costs more than the call.
    private const int MostKept = 256;

    private readonly Shelf<VaultWorker> _free = new(MostKept);

    /// <summary>One worker, until the lease is disposed.</summary>
    public Lease Rent() => new(this, _free.TryTake(out var worker) ? worker : keys.CreateWorker());

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryTake(out var worker)) worker.Dispose();
    }

    private void Return(VaultWorker worker)
    {
        if (!_free.TryKeep(worker)) worker.Dispose();
    }

    /// <summary>A worker on loan.</summary>
    public readonly struct Lease(VaultWorkers owner, VaultWorker worker) : IDisposable
    {
        /// <summary>The worker.</summary>
        public VaultWorker Worker => worker;

        /// <inheritdoc/>
        public void Dispose() => owner.Return(worker);
    }
}

using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Retention;

/// <summary>
/// Deletes records when their time has come, by the lists that were kept of them as they were created. All servers of a store
/// may do so at once. What the lists do not name, the census finds (<see cref="RetentionCensus"/>).
/// </summary>
public sealed class DueCollector(DueList due, IStoreGate gate, RetentionOptions options, TimeProvider time)
{
    /// <summary>Deletes what is over by now.</summary>
    /// <returns>How many records; null if the store is away or failed, and the rest comes next time.</returns>
    public async Task<long?> RunAsync(CancellationToken cancel = default)
    {
        try
        {
            var over = time.GetUtcNow() - options.Margin;
            if (!gate.MayChange) return null;
            var deleted = await due.CollectAsync(over, options.Margin, () => gate.MayChange && !cancel.IsCancellationRequested);
            RetentionMeter.Collected(deleted, await due.CountDueAsync(over));
            return deleted;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return null;
        }
    }
}

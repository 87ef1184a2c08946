using System.Threading.RateLimiting;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Services;

/// <summary>How many waybills a credential may reveal a minute. A quota of this server, not of all.</summary>
internal sealed class RevealQuota(ServerSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(credential =>
        RateLimitPartition.GetFixedWindowLimiter(credential, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = settings.Reveal.PerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>Takes a number of reveals.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED, with the time to wait.</exception>
    public void Take(Caller caller, int count)
    {
        if (count > settings.Reveal.PerMinute) throw RpcErrors.QuotaExceeded(TimeSpan.FromMinutes(1));
        using var lease = _limiter.AttemptAcquire(caller.CredentialId, count);
        if (lease.IsAcquired) return;
        throw RpcErrors.QuotaExceeded(lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1));
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}

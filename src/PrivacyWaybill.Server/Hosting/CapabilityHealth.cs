using Microsoft.Extensions.Diagnostics.HealthChecks;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Store;

namespace PrivacyWaybill.Server.Hosting;

/// <summary>Health by capability: an unreachable store takes issuing, resolving and revealing down, not the process.</summary>
internal static class CapabilityHealth
{
    public static void AddCapabilityHealth(this IServiceCollection services, ServerSettings settings)
    {
        string[] needChanges = settings.Store.Outage == Shortage.MaskOnly ? [Capability.Issue] : [Capability.Mask, Capability.Issue];
        services
            .AddGrpcHealthChecks(o =>
            {
                o.Services.Clear();
                foreach (var (service, tag) in Capability.Services)
                    o.Services.Map(service, registration => registration.Tags.Contains(tag));
            })
            .AddCheck("process", () => HealthCheckResult.Healthy(), [Capability.Process, Capability.Mask])
            .AddCheck<StoreHealthCheck>("store", tags: [Capability.Resolve, Capability.Reveal])
            .AddCheck<ChangeHealthCheck>("changes", tags: needChanges);
    }

    private sealed class StoreHealthCheck(StoreMonitor monitor) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(monitor.IsOpen ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }

    /// <summary>Beside the store, a clock that can be believed is needed.</summary>
    private sealed class ChangeHealthCheck(StoreMonitor monitor) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(monitor.MayChange ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }
}

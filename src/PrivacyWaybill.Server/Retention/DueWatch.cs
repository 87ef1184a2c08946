using PrivacyWaybill.Engine.Retention;

namespace PrivacyWaybill.Server.Retention;

/// <summary>Has records deleted when their time has come.</summary>
internal sealed class DueWatch(DueCollector collector, TimeSpan interval, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await collector.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}

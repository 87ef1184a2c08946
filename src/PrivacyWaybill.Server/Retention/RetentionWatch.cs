using PrivacyWaybill.Engine.Retention;

namespace PrivacyWaybill.Server.Retention;

/// <summary>Takes the census of the store when it is this server's turn.</summary>
internal sealed partial class RetentionWatch(RetentionCensus census, TimeSpan interval, TimeProvider time, ILogger<RetentionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The store knows whose turn it is; it is asked more often than that, so that another server takes over.
        using var timer = new PeriodicTimer(interval < LongestWait ? interval : LongestWait, time);
        try
        {
            do
            {
                if (await census.RunIfDueAsync(stoppingToken) is { } report)
                    Counted(logger, report.Days.Sum(static d => d.Live), report.Days.Sum(static d => d.Erased), report.Due, report.Collected, report.Unreadable, report.IsComplete);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Census of the store: {Live} live records, {Erased} erased, {Due} due, {Collected} collected, {Unreadable} unreadable; complete: {IsComplete}")]
    private static partial void Counted(ILogger logger, long live, long erased, long due, long collected, long unreadable, bool isComplete);
}

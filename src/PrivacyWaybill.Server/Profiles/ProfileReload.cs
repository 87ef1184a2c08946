namespace PrivacyWaybill.Server.Profiles;

/// <summary>
/// Looks at the profile file again and again, at its content: what watches files misses those that are renamed into their
/// place, and mounted configuration maps.
/// </summary>
internal sealed class ProfileReload(LiveProfiles profiles, TimeSpan interval, TimeProvider time, ILogger<ProfileReload> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) profiles.Look(logger);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}

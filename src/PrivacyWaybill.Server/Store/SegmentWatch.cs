using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Registry;
using PrivacyWaybill.Server.Settings;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Store;

/// <summary>
/// Follows the store's segments: those that were added while servers run, and what operators want of each. Tells their counts
/// to the meter, and warns of one that runs out.
/// </summary>
internal sealed class SegmentWatch(SegmentRegistry registry, NumberPlan plan, NumberPool pool, NumberSettings settings, TimeProvider time, ILogger logger)
    : BackgroundService
{
    /// <summary>Counting asks the store a few times a segment: not each time that it is looked at.</summary>
    private const int LooksACount = 5;

    private readonly HashSet<string> _told = [];
    private readonly HashSet<string> _runningOut = [];
    private readonly SegmentMeter _meter = new();

    /// <summary>Reads and follows once.</summary>
    /// <returns>Segments that collide with those of the pool file, in words for the operator.</returns>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task<IReadOnlyList<string>> FollowAsync()
    {
        var reading = await registry.ReadAsync();
        foreach (var id in reading.Unreadable) Tell(id, "its definition cannot be read; a newer version may have written it");
        var defined = reading.Segments.Select(static s => s.Id).ToHashSet();
        List<string> collisions = [.. reading.Segments.Select(s => Follow(s, PhaseOf(s.Id))).OfType<string>()];
        foreach (var segment in plan.Segments.Segments) pool.Set(segment.Id, PhaseOf(segment.Id));
        return collisions;

        // A segment of the pool file is open unless operators want something else; one that is half added is not.
        StoredPhase PhaseOf(ushort id) =>
            reading.Phases.TryGetValue(id, out var phase) || !defined.Contains(id) ? phase : new StoredPhase(SegmentPhase.Suspended);
    }

    /// <summary>Counts once: for the meter, and to warn.</summary>
    public async Task CountAsync()
    {
        var status = await pool.GetStatusAsync();
        _meter.Tell(status, time.GetUtcNow());
        foreach (var segment in status.Segments)
        {
            var left = segment.ExhaustionForecast - time.GetUtcNow();
            if (left is null || left >= settings.ForecastWarning) _runningOut.Remove(segment.Segment.Name);
            else if (_runningOut.Add(segment.Segment.Name)) StoreLog.RunningOut(logger, segment.Segment.Name, (long)left.Value.TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var look = 0; !stoppingToken.IsCancellationRequested; look++)
        {
            await Task.Delay(settings.PollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await FollowAsync();
                if (look % LooksACount == 0) await CountAsync();
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                // The monitor tells that the store is away.
            }
        }
    }

    /// <returns>Why it cannot be followed; null if it is.</returns>
    private string? Follow(NumberSegment segment, StoredPhase phase)
    {
        try
        {
            plan.Add(segment);
            pool.Add(segment, phase);
            return null;
        }
        catch (SegmentException)
        {
            var collision = SegmentClaims.FindCollision(plan.Segments, segment) ?? "it collides with a segment that was added just now";
            Tell(segment.Name, collision);
            return collision;
        }
    }

    private void Tell(string segment, string problem)
    {
        bool isNew;
        // An operator's request follows the store, too.
        lock (_told) isNew = _told.Add(segment + problem);
        if (isNew) StoreLog.SegmentUnusable(logger, segment, problem);
    }
}

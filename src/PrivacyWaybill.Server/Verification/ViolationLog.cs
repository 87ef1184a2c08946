using System.Globalization;
using PrivacyWaybill.Engine.Verification;

namespace PrivacyWaybill.Server.Verification;

/// <summary>
/// Tells the operator what verification found: one line a minute at most, with counts by profile, field and violation, and
/// nothing of anybody's text.
/// </summary>
internal sealed partial class ViolationLog(TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>How far two lines lie apart at least.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Dictionary<MaskingViolation, long> _counts = [];

    /// <summary>Counts a field that did not hold. Safe for concurrent use.</summary>
    public void Note(MaskingViolation violation)
    {
        lock (_lock) _counts[violation] = _counts.GetValueOrDefault(violation) + 1;
    }

    /// <summary>Tells what was counted since it told last, if anything.</summary>
    public void Tell()
    {
        Dictionary<MaskingViolation, long> counts;
        lock (_lock)
        {
            if (_counts.Count == 0) return;
            (counts, _counts) = (_counts, []);
        }
        var found = counts.OrderByDescending(c => c.Value).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key.Profile} {c.Key.Field}: {c.Key.Violations} × {c.Value}"));
        Found(logger, counts.Values.Sum(), string.Join("; ", found));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Tell();
        }
        catch (OperationCanceledException)
        {
            Tell();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} masked fields did not hold against GB/T 41833-2022: {Found}")]
    private static partial void Found(ILogger logger, long count, string found);
}

namespace PrivacyWaybill.Server.Calls;

/// <summary>
/// Tells the operator that somebody guesses numbers: one line an episode and credential. An episode ends when nothing was
/// stopped for the length of a window.
/// </summary>
internal sealed partial class GuessAlarm(TimeSpan window, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _lastRaised = new(StringComparer.Ordinal);

    /// <summary>A call was stopped. Safe for concurrent use.</summary>
    /// <param name="credential">Who asked about it; credentials are as many as the operator made.</param>
    public void Raise(string credential)
    {
        CallMeter.Throttled();
        bool isNew;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            isNew = !_lastRaised.TryGetValue(credential, out var last) || time.GetElapsedTime(last, now) > window;
            _lastRaised[credential] = now;
        }
        if (!isNew) return;
        CallMeter.GuessingBegan();
        Guessing(logger, credential);
    }

    [LoggerMessage(1, LogLevel.Warning, "Virtual numbers are being guessed: calls and look-ups by credential {Credential} are stopped (THROTTLED)")]
    private static partial void Guessing(ILogger logger, string credential);
}

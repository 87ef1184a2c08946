using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Server.Tests.Support;
using PrivacyWaybill.Server.Verification;

namespace PrivacyWaybill.Server.Tests.Verification;

public sealed class ViolationLogTests
{
    private static readonly MaskingViolation Phone = new("gb41833", CheckedField.Phone, Violations.PhoneDigitsShown | Violations.ExtensionShown);
    private static readonly MaskingViolation Unit = new("acme", CheckedField.Address, Violations.UnitShown);

    /// <summary>No measure of speed: what hangs hangs for ever, and a test must end all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LoggedLines _log = new();
    private readonly WatchedClock _clock = new();

    [Fact]
    public void Tell_Counted_IsOneLineWithCountsAndIsForgotten()
    {
        using var log = new ViolationLog(_clock, _log);
        log.Tell();
        foreach (var violation in new[] { Unit, Phone, Phone }) log.Note(violation);
        log.Tell();
        log.Tell();
        Assert.Equal(
            [(LogLevel.Warning, "3 masked fields did not hold against GB/T 41833-2022: gb41833 Phone: PhoneDigitsShown, ExtensionShown × 2; acme Address: UnitShown × 1")],
            _log.Lines);
    }

    [Fact]
    public async Task StartAsync_RunningLog_TellsOnceAMinuteAndAtItsEnd()
    {
        using var log = new ViolationLog(_clock, _log);
        await log.StartAsync(CancellationToken.None);
        // The service starts on another thread: its minutes are those that pass from then on.
        await _clock.TimerMade.WaitAsync(Patience);
        log.Note(Phone);
        // One tick, and it is waited for what comes of it: none is left over that could tell what is noted later.
        _clock.Advance(ViolationLog.Interval);
        var told = await _log.LineAsync(0).WaitAsync(Patience);
        Assert.EndsWith("gb41833 Phone: PhoneDigitsShown, ExtensionShown × 1", told.Text, StringComparison.Ordinal);

        for (var n = 0; n < 100; n++) log.Note(Unit);
        _clock.Advance(ViolationLog.Interval - TimeSpan.FromSeconds(1));
        log.Note(Unit);
        await log.StopAsync(CancellationToken.None);
        // The minute was not over: all of them are in the line that it ends with.
        Assert.EndsWith("acme Address: UnitShown × 101", _log.Lines[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, _log.Lines.Count);
    }

    /// <summary>A clock that says when a timer hangs on it.</summary>
    private sealed class WatchedClock : FakeTimeProvider
    {
        private readonly TaskCompletionSource _timerMade = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task TimerMade => _timerMade.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _timerMade.TrySetResult();
            return timer;
        }
    }
}

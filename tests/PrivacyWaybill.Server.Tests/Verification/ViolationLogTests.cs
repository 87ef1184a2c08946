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

    private readonly LoggedLines _log = new();
    private readonly FakeTimeProvider _clock = new();

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
        // The service starts on another thread: its timer runs by the minutes that pass from then on.
        for (var attempt = 0; _log.Lines.Count == 0 && attempt < 600; attempt++)
        {
            log.Note(Phone);
            _clock.Advance(ViolationLog.Interval);
            await Task.Delay(10);
        }
        // More than one where the clock went on before a line was seen.
        var told = _log.Lines[0];
        Assert.EndsWith("gb41833 Phone: PhoneDigitsShown, ExtensionShown × " + told.Text[..told.Text.IndexOf(' ', StringComparison.Ordinal)], told.Text, StringComparison.Ordinal);

        log.Tell();
        var lines = _log.Lines.Count;
        for (var n = 0; n < 100; n++) log.Note(Unit);
        _clock.Advance(ViolationLog.Interval - TimeSpan.FromSeconds(1));
        Assert.Equal(lines, _log.Lines.Count);
        await log.StopAsync(CancellationToken.None);
        Assert.EndsWith("acme Address: UnitShown × 100", _log.Lines[^1].Text, StringComparison.Ordinal);
    }
}

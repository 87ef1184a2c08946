using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Calls;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Tests.Calls;

/// <summary>Who walks through numbers is stopped; windows are long here, none of them ends in a test.</summary>
public sealed class ThrottledCallsTests : IDisposable
{
    private const string Guesser = "15811112222";

    private static readonly Caller Switch = new("switch-1", "carrier", "carrier", Roles.Resolve), OtherSwitch = Switch with { CredentialId = "switch-2" };
    private static readonly CallSettings Bounds = new() { MissesPerCaller = 3, MissesPerCredential = 10, MissWindow = TimeSpan.FromHours(20) };

    private readonly FakeTimeProvider _clock = new();
    private readonly LoggedLines _log = new();
    private readonly GuessThrottle _throttle;
    private readonly ThrottledCalls _calls;
    private readonly List<IncomingCall> _asked = [];

    public ThrottledCallsTests()
    {
        _throttle = new GuessThrottle(Bounds, new GuessAlarm(Bounds.MissWindow, _clock, _log));
        _calls = new ThrottledCalls(ResolveAsync, ReportAsync, LookUpAsync, _throttle);
    }

    public void Dispose() => _throttle.Dispose();

    [Fact]
    public async Task Resolve_MissesBeyondTheBound_AreStoppedBeforeTheStoreIsAsked()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(CallAnswer.Unknown, (await OneAsync(Miss(i))).Answer);
        foreach (var call in new[] { Miss(4), Hit(1), Miss(5) with { CallerNumber = "+86 158 1111 2222" } })
        {
            var answer = await OneAsync(call);
            Assert.Equal((CallAnswer.Restricted, CallReason.Throttled, ""), (answer.Answer, answer.Reason, answer.ConnectTo));
        }
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task Resolve_OtherCallersAndMainNumbers_GoOn()
    {
        for (var i = 0; i < 4; i++) await OneAsync(Miss(i));
        Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1) with { CallerNumber = "15811113333" })).Answer);
        Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1) with { Number = Hit(1).Number with { MainNumber = 18_400_000_001 } })).Answer);
    }

    [Fact]
    public async Task Resolve_Hits_NeverCount()
    {
        for (var i = 0; i < 100; i++) Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(i))).Answer);
        for (var i = 0; i < 2; i++) await OneAsync(Miss(i));
        Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1))).Answer);
    }

    [Fact]
    public async Task Resolve_StoreAway_DoesNotCount()
    {
        for (var i = 0; i < 20; i++) await OneAsync(Away(i));
        Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1))).Answer);
    }

    [Fact]
    public async Task Resolve_ABatch_CountsEachAndIsAnsweredAsIfOneByOne()
    {
        var answers = await _calls.ResolveAsync(Switch, [Hit(0), Miss(1), Miss(2), Hit(3), Miss(4), Hit(5), Miss(6), Hit(7) with { CallerNumber = "15811113333" }]);
        Assert.Equal(
            [CallAnswer.Active, CallAnswer.Unknown, CallAnswer.Unknown, CallAnswer.Active, CallAnswer.Unknown, CallAnswer.Restricted, CallAnswer.Restricted, CallAnswer.Active],
            answers.Select(a => a.Answer));
        Assert.Equal("", answers[5].ConnectTo);
    }

    [Fact]
    public async Task Resolve_OneCredentialThroughManyCallers_IsStoppedByItsOwnBound()
    {
        var calls = Enumerable.Range(0, 12).Select(i => Miss(i) with { CallerNumber = $"158111122{i:D2}" }).ToList();
        var answers = await _calls.ResolveAsync(Switch, calls);
        Assert.Equal(10, answers.Count(a => a.Answer == CallAnswer.Unknown));
        Assert.Equal(CallReason.Throttled, (await OneAsync(Miss(1) with { CallerNumber = "13011112222" })).Reason);
        Assert.Equal(CallAnswer.Unknown, (await _calls.ResolveAsync(OtherSwitch, [Miss(1) with { CallerNumber = "13011112222" }]))[0].Answer);
    }

    [Fact]
    public async Task Resolve_CredentialBeyondItsBound_StopsWhoMissedAndNobodyElse()
    {
        for (var i = 0; i < 12; i++) await OneAsync(Miss(i) with { CallerNumber = $"158111122{i:D2}" });
        Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1) with { CallerNumber = "13011112222" })).Answer);
        Assert.Equal(CallReason.Throttled, (await OneAsync(Hit(1) with { CallerNumber = "15811112201" })).Reason);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task LookUp_MissesBeyondTheCredentialsBound_AreStoppedAndHitsWithThem()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(CallAnswer.Unknown, (await _calls.LookUpAsync(Switch, Miss(i).Number))!.State);
        Assert.Empty(_log.Lines);
        Assert.Null(await _calls.LookUpAsync(Switch, Miss(1).Number));
        Assert.Null(await _calls.LookUpAsync(Switch, Hit(1).Number));
        Assert.Single(_log.Lines);
        Assert.Equal(CallAnswer.Active, (await _calls.LookUpAsync(OtherSwitch, Hit(1).Number))!.State);
        Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1))).Answer);
    }

    [Fact]
    public async Task LookUp_CallsOfTheCredentialMissed_GoesOn()
    {
        for (var i = 0; i < 12; i++) await OneAsync(Miss(i) with { CallerNumber = $"158111122{i:D2}" });
        Assert.Equal(CallAnswer.Active, (await _calls.LookUpAsync(Switch, Hit(1).Number))!.State);
    }

    [Fact]
    public async Task Report_OfNumbersThatLeadNowhere_CountsAsWell()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(CallReportCode.UnknownNumber, await OneReportAsync(Miss(i)));
        Assert.Equal(CallReportCode.Throttled, await OneReportAsync(Hit(1)));
        Assert.Equal(CallReason.Throttled, (await OneAsync(Hit(1))).Reason);
    }

    [Fact]
    public async Task Alarm_AnEpisode_IsOneLineWithoutNumbers()
    {
        for (var i = 0; i < 50; i++) await OneAsync(Miss(i));
        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("switch-1", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("158", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("184", line.Text, StringComparison.Ordinal);
        _clock.Advance(Bounds.MissWindow);
        await OneAsync(Miss(1));
        Assert.Single(_log.Lines);
        _clock.Advance(Bounds.MissWindow + TimeSpan.FromSeconds(1));
        await OneAsync(Miss(1));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Resolve_OneOfTwoWindowsFullOfAGuessersMisses_GoesOnUntilItsOwnFillTheOther()
    {
        var guesser = _throttle.WindowsOf(Miss(0));
        var (sharesFirst, sharesSecond) = (Beside(w => w.First == guesser.First), Beside(w => w.Second == guesser.Second));
        for (var i = 0; i < 4; i++) await OneAsync(Miss(i));
        Assert.Equal(CallReason.Throttled, (await OneAsync(Hit(1))).Reason);

        foreach (var innocent in new[] { sharesFirst, sharesSecond })
        {
            Assert.Equal(CallAnswer.Active, (await OneAsync(Hit(1) with { CallerNumber = innocent })).Answer);
            for (var i = 0; i < 3; i++) Assert.Equal(CallAnswer.Unknown, (await OneAsync(Miss(i) with { CallerNumber = innocent })).Answer);
            Assert.Equal(CallReason.Throttled, (await OneAsync(Hit(1) with { CallerNumber = innocent })).Reason);
        }

        // Some 65,536 tries: the windows are drawn by a key of the process.
        string Beside(Predicate<GuessWindows> shares) => Enumerable.Range(0, int.MaxValue).Select(static i => $"139{i:D8}")
            .First(caller => _throttle.WindowsOf(Miss(0) with { CallerNumber = caller }) is var w && shares(w) && w != guesser);
    }

    [Fact]
    public void WindowsOf_AnyCall_AreDrawnForItsCallerByAKeyOfTheProcess()
    {
        var windows = Enumerable.Range(0, 2_000).Select(i => _throttle.WindowsOf(Miss(i) with { CallerNumber = $"1391{i:D7}" })).ToList();
        Assert.InRange(windows.Select(static w => w.First).Distinct().Count(), 1_900, 2_000);
        Assert.InRange(windows.Select(static w => w.Second).Distinct().Count(), 1_900, 2_000);
        Assert.Contains(windows, static w => w.First != w.Second);
        Assert.Equal(_throttle.WindowsOf(Miss(1)), _throttle.WindowsOf(Miss(2)));
        using var other = new GuessThrottle(Bounds, new GuessAlarm(Bounds.MissWindow, _clock, _log));
        Assert.Contains(Enumerable.Range(0, 20), i => _throttle.WindowsOf(Miss(i) with { CallerNumber = $"{i}" }) != other.WindowsOf(Miss(i) with { CallerNumber = $"{i}" }));
        _throttle.WindowsOf(Miss(1) with { CallerNumber = new string('王', 100_000) });
    }

    private static IncomingCall Hit(int extension) => new(new ExtendedNumber(18_400_000_000, extension, 11, 4), Guesser);

    private static IncomingCall Miss(int extension) => new(new ExtendedNumber(18_400_000_000, 5_000 + extension, 11, 4), Guesser);

    private static IncomingCall Away(int extension) => new(new ExtendedNumber(18_400_000_000, 9_000 + extension, 11, 4), Guesser);

    private async Task<CallResolution> OneAsync(IncomingCall call) => (await _calls.ResolveAsync(Switch, [call]))[0];

    private async Task<CallReportCode> OneReportAsync(IncomingCall call) => (await _calls.ReportAsync(Switch, [new EndedCall("id", call, true)]))[0].Code;

    private Task<CallResolution[]> ResolveAsync(Caller caller, IReadOnlyList<IncomingCall> calls)
    {
        _asked.AddRange(calls);
        return Task.FromResult(calls.Select(c => c.Number.Extension switch
        {
            < 5_000 => new CallResolution(Found.Yes, CallAnswer.Active, "13955556666"),
            < 9_000 => new CallResolution(Found.Yes),
            _ => new CallResolution(Found.Unavailable),
        }).ToArray());
    }

    private static Task<NumberAnswer> LookUpAsync(Caller caller, ExtendedNumber number) =>
        Task.FromResult(new NumberAnswer(Found.Yes, number.Extension < 5_000 ? CallAnswer.Active : CallAnswer.Unknown));

    private static Task<ReportCallResponse[]> ReportAsync(Caller caller, IReadOnlyList<EndedCall> ended) => Task.FromResult(ended.Select(e =>
        new ReportCallResponse { Code = e.Call.Number.Extension < 5_000 ? CallReportCode.Recorded : CallReportCode.UnknownNumber }).ToArray());
}

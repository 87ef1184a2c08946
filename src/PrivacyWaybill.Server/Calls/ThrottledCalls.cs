using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Calls;

/// <summary>
/// The desks behind the throttle. A batch is answered as if its calls came one after the other: those behind the miss that
/// was one too many are stopped with it, whatever the store said of them meanwhile.
/// </summary>
internal sealed class ThrottledCalls(
    Func<Caller, IReadOnlyList<IncomingCall>, Task<CallResolution[]>> resolve,
    Func<Caller, IReadOnlyList<EndedCall>, Task<ReportCallResponse[]>> report,
    Func<Caller, ExtendedNumber, Task<NumberAnswer>> lookUp,
    GuessThrottle throttle)
{
    private static readonly CallResolution Stopped = new(Found.Yes, CallAnswer.Restricted, Reason: CallReason.Throttled);

    /// <summary>One answer a call, in order.</summary>
    public Task<CallResolution[]> ResolveAsync(Caller caller, IReadOnlyList<IncomingCall> calls) =>
        AskAsync(caller, calls, static call => call, resolve, static a => a is { Found: Found.Yes, Answer: CallAnswer.Unknown }, static () => Stopped);

    /// <summary>One answer a call, in order. Reports tell whether a number leads somewhere, so they count as well.</summary>
    public Task<ReportCallResponse[]> ReportAsync(Caller caller, IReadOnlyList<EndedCall> ended) =>
        AskAsync(caller, ended, static e => e.Call, report, static a => a.Code == CallReportCode.UnknownNumber,
            static () => new ReportCallResponse { Code = CallReportCode.Throttled });

    /// <summary>Whose a number is; null if the credential looked up too many that lead nowhere.</summary>
    public async Task<NumberAnswer?> LookUpAsync(Caller caller, ExtendedNumber number)
    {
        if (throttle.StopsLookUps(caller)) return null;
        var answer = await lookUp(caller, number);
        // Others may have used it up meanwhile: then neither hit nor miss is told.
        if (throttle.StopsLookUps(caller)) return null;
        return answer is { Found: Found.Yes, State: CallAnswer.Unknown } && !throttle.MissLookUp(caller) ? null : answer;
    }

    private async Task<TAnswer[]> AskAsync<TCall, TAnswer>(Caller caller, IReadOnlyList<TCall> calls, Func<TCall, IncomingCall> callOf,
        Func<Caller, IReadOnlyList<TCall>, Task<TAnswer[]>> ask, Func<TAnswer, bool> isMiss, Func<TAnswer> stopped)
    {
        var answers = new TAnswer[calls.Count];
        var passed = new List<(int Call, GuessWindows Windows)>(calls.Count);
        for (var c = 0; c < answers.Length; c++)
        {
            var windows = throttle.WindowsOf(callOf(calls[c]));
            if (throttle.Stops(caller, windows)) answers[c] = stopped();
            else passed.Add((c, windows));
        }
        if (passed.Count == 0) return answers;
        var told = await ask(caller, passed.Count == calls.Count ? calls : passed.ConvertAll(p => calls[p.Call]));
        for (var p = 0; p < told.Length; p++)
        {
            var (c, windows) = passed[p];
            var mayBeTold = !throttle.Stops(caller, windows) && (!isMiss(told[p]) || throttle.Miss(caller, windows));
            answers[c] = mayBeTold ? told[p] : stopped();
        }
        return answers;
    }
}

using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Calls;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Reports of ended calls, from the contract's messages.</summary>
internal static class EndedCalls
{
    private const long LongestSeconds = 24 * 60 * 60;

    /// <summary>What is wrong with a report; null if nothing is.</summary>
    public static (string Field, string Remedy)? FindFault(ReportCallRequest request, out EndedCall ended)
    {
        ended = default;
        if (request.CallId.Length is < 1 or > 64 || !request.CallId.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-'))
            return ("call_id", "must be 1 to 64 of [A-Za-z0-9._:-]");
        if (!NumberText.TryParse(request.CalledNumber, request.Extension, out var number))
            return ("called_number", "must be the number that was called, as for ResolveCall");
        if (request.Outcome == CallOutcome.Unspecified || !Enum.IsDefined(request.Outcome)) return ("outcome", "must say how the call ended");
        if (request.Duration is { } duration
            && (duration.Seconds is < 0 or > LongestSeconds || duration.Nanos is < 0 or > 999_999_999
                || (request.Outcome != CallOutcome.Connected && (duration.Seconds, duration.Nanos) != (0, 0))))
            return ("duration", "must be 0 to 24 hours, and 0 or left out unless the call was connected");
        ended = new EndedCall(request.CallId, new IncomingCall(number, request.CallerNumber), request.Outcome == CallOutcome.Connected);
        return null;
    }

    /// <summary>Counts a report in telemetry, once.</summary>
    public static void Count(ReportCallRequest request, CallReportCode code)
    {
        if (code == CallReportCode.Recorded) CallMeter.Reported(request.Outcome, request.Duration?.ToTimeSpan() ?? TimeSpan.Zero);
    }
}

using System.Diagnostics.Metrics;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Calls;

/// <summary>What is counted of calls, in the meter <c>PrivacyWaybill</c>. Tags come from closed sets alone.</summary>
internal static class CallMeter
{
    private static readonly Meter Meter = new("PrivacyWaybill");

    private static readonly Counter<long> ResolvedCalls = Meter.CreateCounter<long>(
        "privacywaybill.calls.resolved", "{call}", "Calls that were asked about, by answer and reason.");

    private static readonly Counter<long> ReportedCalls = Meter.CreateCounter<long>(
        "privacywaybill.calls.reported", "{call}", "Calls whose end was reported, by outcome; one that was reported before is not counted.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "privacywaybill.calls.duration", "s", "How long connected calls lasted.");

    private static readonly Counter<long> ThrottledCalls = Meter.CreateCounter<long>(
        "privacywaybill.calls.throttled", "{call}", "Calls that were stopped because too many before them led nowhere.");

    private static readonly Counter<long> Episodes = Meter.CreateCounter<long>(
        "privacywaybill.calls.guessing", "{episode}", "Episodes of guessing, each with one line in the log.");

    public static void Resolved(CallAnswer answer, CallReason reason) =>
        ResolvedCalls.Add(1, new("answer", answer.ToString()), new("reason", reason.ToString()));

    public static void Reported(CallOutcome outcome, TimeSpan duration)
    {
        ReportedCalls.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        if (outcome == CallOutcome.Connected) Durations.Record(duration.TotalSeconds);
    }

    public static void Throttled() => ThrottledCalls.Add(1);

    public static void GuessingBegan() => Episodes.Add(1);
}

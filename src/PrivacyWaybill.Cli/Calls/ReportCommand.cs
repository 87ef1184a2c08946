using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Calls;

/// <summary><c>pw call report</c>: how a call ended.</summary>
internal static class ReportCommand
{
    private static readonly (string Name, CallOutcome Outcome)[] Outcomes =
    [
        ("connected", CallOutcome.Connected), ("no-answer", CallOutcome.NoAnswer), ("busy", CallOutcome.Busy),
        ("rejected", CallOutcome.Rejected), ("failed", CallOutcome.Failed),
    ];

    public static Command Create(Shell shell)
    {
        var number = new Argument<string>("NUMBER") { Description = "The called number, as for 'pw resolve'." };
        var id = new Option<string>("--call-id") { Description = "The switch's id of the call; reported again within a day, it counts once.", HelpName = "ID", Required = true };
        var outcome = new Option<string>("--outcome") { Description = "How it ended.", HelpName = string.Join('|', Outcomes.Select(static o => o.Name)), Required = true };
        outcome.AcceptOnlyFromAmong([.. Outcomes.Select(static o => o.Name)]);
        var duration = new Option<string>("--duration") { Description = "How long it was connected: 95s, 3m.", HelpName = "SPAN" };
        var caller = new Option<string>("--caller") { Description = "The caller's number; needed for the main number of a call pair. Neither stored nor logged.", HelpName = "C" };
        return new ShellCommand("report", "Tell how a call ended; connected ones count against the most calls of a shipment. Exit code 1 if nothing was counted.",
            "pw call report 18400913965-7576 --call-id c-20261123-17 --outcome connected --duration 95s",
            "pw call report 18490000007 --call-id c-18 --outcome no-answer --caller 13900001111")
        { number, id, outcome, duration, caller }.Asks(shell,
            async (parse, server, cancel) => await server.Numbers.ReportCallAsync(new ReportCallRequest
            {
                CallId = parse.GetRequiredValue(id),
                CalledNumber = parse.GetRequiredValue(number),
                Outcome = Outcomes.First(o => o.Name == parse.GetRequiredValue(outcome)).Outcome,
                Duration = parse.GetValue(duration) is { } text ? Duration.FromTimeSpan(Spans.Parse("--duration", text)) : null,
                CallerNumber = parse.GetValue(caller) ?? "",
            }, ServerConnection.Once(cancel)),
            static answer => new Sheet()
                .Row("report", Words.Of(answer.Code))
                .Row("connected", IsCounted(answer) ? answer.ConnectedCalls.ToString(CultureInfo.InvariantCulture) : null)
                .ToString(),
            IsCounted);
    }

    private static bool IsCounted(ReportCallResponse answer) => answer.Code is CallReportCode.Recorded or CallReportCode.Duplicate;
}

using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw retention</c>: what a store holds, and until when.</summary>
internal static class RetentionCommand
{
    public static Command Create(Shell shell) =>
        new ShellCommand("retention", "Show what the store holds, by the day on which it is to be over, as its servers last counted it. Role: administer. Exit code 1 if the count is incomplete.",
            "pw retention",
            "pw retention --json | jq '.due, .collected'")
        .Asks(shell,
            static async (_, server, cancel) => await server.Records.GetRetentionReportAsync(new GetRetentionReportRequest(), ServerConnection.Once(cancel)),
            Describe,
            static answer => answer.Complete);

    private static string Describe(GetRetentionReportResponse answer)
    {
        var sheet = new Sheet()
            .Row("counted", answer.FinishTime)
            .Row("complete", answer.Complete ? "yes" : "no: the store went away meanwhile")
            .Row("live", Number(answer.Days.Aggregate(0UL, static (sum, day) => sum + day.Live)))
            .Row("erased", Number(answer.Days.Aggregate(0UL, static (sum, day) => sum + day.Erased)))
            .Row("due", Number(answer.Due))
            .Row("collected", Number(answer.Collected))
            .Row("unreadable", answer.Unreadable == 0 ? null : Number(answer.Unreadable))
            .Row("odd epochs", answer.HasNamedByOddEpochs ? Number(answer.NamedByOddEpochs) : null)
            .Row("even epochs", answer.HasNamedByEvenEpochs ? Number(answer.NamedByEvenEpochs) : null)
            .Row("claims", answer.Claims == 0 ? null : Number(answer.Claims))
            .Heading("over on");
        foreach (var day in answer.Days) sheet.Row(day.Day, day.Erased == 0 ? Number(day.Live) : $"{Number(day.Live)} and {Number(day.Erased)} erased");
        return sheet.ToString();
    }

    private static string Number(ulong value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

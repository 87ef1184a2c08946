using System.CommandLine;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.Cli.Waybills;
using PrivacyWaybill.Engine.Wire;

namespace PrivacyWaybill.Cli.Importing;

/// <summary><c>pw import</c>: brings in the numbers that another number cloud issued.</summary>
internal static class ImportCommand
{
    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines of privacywaybill.v1.ImportedBinding; '-' is standard input." };
        var batch = new Option<int>("--batch") { Description = "Bindings a batch.", HelpName = "N", DefaultValueFactory = static _ => 256 };
        batch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MessageLimits.BatchWaybills) result.AddError($"--batch: must be 1 to {MessageLimits.BatchWaybills}");
        });
        var command = new ShellCommand("import", "Bring in the numbers that another number cloud issued, with their waybills. Role: import.",
            "pw import bindings.jsonl --output results.jsonl",
            "jq -c '{waybill, recipient_number: {number: .axb, expire_time: .until}}' old.jsonl | pw import - --server https://waybills.example:5260 > results.jsonl")
        {
            Details = """
                The numbers' main numbers stand in an external segment of the server's pool. Results are JSON Lines of
                WaybillResult in the order of the input; a summary goes to standard error. Sending the same file again is
                safe, also after an interruption: what is in already is replayed.
                """,
        };
        command.Add(file);
        foreach (var option in (Option[])[batch, WaybillFiles.Output]) command.Add(option);
        var server = new ServerOptions(shell);
        server.AddTo(command);
        command.Runs(shell, async (parse, cancel) =>
        {
            using var connection = server.Connect(parse);
            return await SentLines.RunAsync(shell, parse, file,
                (lines, results, report, ended) => BindingSender.SendAsync(connection.Imports, parse.GetValue(batch), lines, results, report, ended),
                static tally => $"{tally.Total:N0} bindings", cancel);
        });
        return command;
    }
}

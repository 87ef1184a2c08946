using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.Engine.Wire;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary><c>pw send</c>: has a file of waybills masked by a server.</summary>
internal static class SendCommand
{
    private const int MostStreams = 64;

    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines of privacywaybill.v1.Waybill; '-' is standard input." };
        var batch = new Option<int>("--batch") { Description = "Waybills a batch.", HelpName = "N", DefaultValueFactory = static _ => 256 };
        batch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MessageLimits.BatchWaybills) result.AddError($"--batch: must be 1 to {MessageLimits.BatchWaybills}");
        });
        var streams = new Option<int>("--streams") { Description = "Streams at a time.", HelpName = "N", DefaultValueFactory = static _ => 1 };
        streams.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostStreams) result.AddError($"--streams: must be 1 to {MostStreams}");
        });
        var command = new ShellCommand("send", "Have waybills masked, numbered and sealed by a server, over its stream. Role: mask.",
            "pw send seeds/waybills.jsonl --output results.jsonl",
            "PW_API_KEY=pw_… pw send waybills.jsonl --server https://waybills.example:5260 --streams 4 > results.jsonl",
            "head -1 seeds/waybills.jsonl | pw send - | jq .recipient.virtual_number.display")
        {
            Details = """
                Results are JSON Lines of WaybillResult in the order of the input; a summary goes to standard error. An
                unusable line gives a result with an error status in its place. Sending the same file again is safe: what is
                stored already is replayed.
                """,
        };
        command.Add(file);
        foreach (var option in (Option[])[batch, streams, WaybillFiles.Output]) command.Add(option);
        var server = new ServerOptions(shell);
        server.AddTo(command);
        command.Runs(shell, async (parse, cancel) =>
        {
            using var connection = server.Connect(parse);
            var name = parse.GetRequiredValue(file);
            await using var input = WaybillFiles.OpenInput(shell, name, file.Name);
            await using var output = WaybillFiles.OpenOutput(shell, parse.GetValue(WaybillFiles.Output), name);
            await using var results = new ResultLines(output);
            var lines = new LineSource(input);
            var started = shell.Time.GetTimestamp();
            try
            {
                await Progress.RunAsync(shell, input, report => WaybillSender.SendAsync(
                    connection.Masking, parse.GetValue(streams), parse.GetValue(batch), lines, results,
                    () => report(lines.BytesRead, results.Tally.Total), cancel));
            }
            finally
            {
                Summarise(shell, results.Tally, shell.Time.GetElapsedTime(started));
            }
            return results.Tally.Failed == 0 ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }

    private static void Summarise(Shell shell, Tally tally, TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? tally.Total / elapsed.TotalSeconds : 0;
        shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Total:N0} waybills in {elapsed.TotalSeconds:N2} s, {rate:N0} waybills/s"));
        foreach (var line in tally.Lines()) shell.Error.WriteLine(line);
        if (tally.Retryable > 0) shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Retryable:N0} of them may succeed when they are sent again."));
    }
}

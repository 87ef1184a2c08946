using System.CommandLine;
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
            var started = shell.Time.GetTimestamp();
            return await SentLines.RunAsync(shell, parse, file,
                (lines, results, report, ended) => WaybillSender.SendAsync(connection.Masking, parse.GetValue(streams), parse.GetValue(batch), lines, results, report, ended),
                tally => Rate(tally.Total, shell.Time.GetElapsedTime(started)), cancel);
        });
        return command;
    }

    private static FormattableString Rate(long total, TimeSpan elapsed) =>
        $"{total:N0} waybills in {elapsed.TotalSeconds:N2} s, {(elapsed > TimeSpan.Zero ? total / elapsed.TotalSeconds : 0):N0} waybills/s";
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Changes;

/// <summary><c>pw changes</c>: what changed in the store, into a file of sealed records.</summary>
internal static class ChangesCommand
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; FILE.cursor beside it says how far it came." };
        var from = new Option<string>("--from") { Description = "Begin behind this cursor, base64. Default: the oldest change that the server has.", HelpName = "CURSOR" };
        var resume = new Option<bool>("--resume") { Description = "Go on with FILE where it ended; begin it if there is none." };
        var follow = new Option<bool>("--follow") { Description = "Go on asking until Ctrl+C; a server that is away is waited for." };
        var every = new Option<string>("--every") { Description = "With --follow: how long to wait before asking again. Default: 30s.", HelpName = "SPAN", DefaultValueFactory = static _ => "30s" };
        var asJson = new Option<bool>("--json") { Description = "Print the count and the cursor as JSON, in one line." };
        var server = new ServerOptions(shell);
        var command = new ShellCommand("changes", "Export what changed since a cursor: binds, changes, releases and erasures of the API key's tenant, sealed. Role: export.",
            "pw changes archive.jsonl --resume",
            "pw changes archive.jsonl --resume --follow --every 5m")
        {
            Details = """
                A change a line, as JSON: record_id, version, kind and sealed_record, which 'pw unseal' opens; an erased record has
                none, and its earlier lines should go. At least once: the same version may come again; of several versions of a
                record_id the highest counts. What is not settled yet (some minutes) comes with the next run. The server keeps its
                journal for a while only (Changes:Retention): run this more often.
                """,
        };
        foreach (var part in (Symbol[])[file, from, resume, follow, every, asJson])
        {
            if (part is Argument argument) command.Add(argument);
            else command.Add((Option)part);
        }
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is not null && result.GetValue(resume)) result.AddError("--from begins a file, and --resume goes on with one: give one of them");
            if (!result.GetValue(follow) && result.GetResult(every) is { Implicit: false }) result.AddError("--every goes with --follow");
        });
        server.AddTo(command);
        command.Runs(shell, async (parse, cancel) =>
        {
            var pause = Spans.Parse("--every", parse.GetRequiredValue(every));
            if (pause < ShortestPause) throw new UsageException("--every: must be at least 1s");
            var cursor = CursorOf(parse.GetValue(from));
            using var connection = server.Connect(parse);
            var path = parse.GetRequiredValue(file);
            using var changes = parse.GetValue(resume) ? ChangeFile.Continue(path) : ChangeFile.Begin(path, cursor);
            if (parse.GetValue(follow)) await FollowAsync(shell, connection, changes, pause, cancel);
            else await ExportAsync(connection, changes, cancel);
            var (end, count) = (Convert.ToBase64String(changes.Point.Cursor), changes.Point.Changes);
            if (parse.GetValue(asJson)) shell.Text.WriteLine(JsonSerializer.Serialize(new { changes = count, cursor = end }));
            else shell.Text.Write(new Sheet().Row("changes", count.ToString("N0", CultureInfo.InvariantCulture)).Row("cursor", end).ToString());
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ExportAsync(ServerConnection server, ChangeFile file, CancellationToken cancel)
    {
        using var call = server.Records.ExportChanges(new ExportChangesRequest { Cursor = ByteString.CopyFrom(file.Point.Cursor) }, ServerConnection.Stream(cancel));
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancel)) await file.AddAsync(part);
    }

    /// <summary>Ends by Ctrl+C, or by an error that waiting does not cure.</summary>
    private static async Task FollowAsync(Shell shell, ServerConnection server, ChangeFile file, TimeSpan pause, CancellationToken cancel)
    {
        for (var isAway = false; ; await Task.Delay(pause, shell.Time, cancel))
        {
            try
            {
                await ExportAsync(server, file, cancel);
                isAway = false;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // Once an outage, not each time that it is tried again.
                if (!isAway) CallFailure.Print(e, shell.Error);
                isAway = true;
                await file.ReturnAsync();
            }
        }
    }

    private static byte[] CursorOf(string? text)
    {
        try
        {
            return text is null ? [] : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new UsageException("--from: must be base64, as 'pw changes' prints it");
        }
    }
}

using System.CommandLine;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Cli.Archives;

/// <summary><c>pw unseal</c>: the originals of sealed records, out of the owner's archive and without a server.</summary>
internal static class UnsealCommand
{
    private const int Batch = 256;

    public static Command Create(Shell shell)
    {
        var input = new Argument<string>("FILE") { Description = "The archive; - for standard input." };
        var keys = new Option<string>("--keys") { Description = "The key ring that the records were sealed with.", HelpName = "RING", Required = true };
        var tenant = new Option<string>("--tenant") { Description = "Whose records they are.", HelpName = "T", Required = true };
        var command = new ShellCommand("unseal", "Open sealed records offline: the owner's archive, the key ring, no server. Exit code 1 if some do not open.",
            "pw unseal archive.jsonl --keys ring.json --tenant sf > originals.jsonl",
            "pw unseal record.bin --keys ring.json --tenant sf")
        {
            Details = """
                FILE is one sealed record (WaybillResult.sealed_record, raw), or lines: JSON objects with a member sealed_record (or
                sealedRecord) as base64, as 'pw send' writes them, or base64 alone. Each line gives one line of JSON: originals, or an
                error with the number of the line. Nothing is audited here: whoever holds the key ring holds everything.
                """,
        };
        foreach (var part in (Symbol[])[input, keys, tenant])
        {
            if (part is Argument argument) command.Add(argument);
            else command.Add((Option)part);
        }
        command.Runs(shell, async (parse, cancel) =>
        {
            using var file = Load(parse.GetRequiredValue(keys));
            using var ring = KeyRing.Create(file);
            using var worker = ring.CreateWorker();
            await using var source = parse.GetRequiredValue(input) is var path && path == "-" ? shell.Input : File.OpenRead(path);
            var failed = 0L;
            var batch = new List<SealedLine>(Batch);
            await foreach (var line in SealedLines.ReadAsync(source, cancel))
            {
                batch.Add(line);
                if (batch.Count == Batch) failed += Write(shell, worker, parse.GetRequiredValue(tenant), batch);
            }
            failed += Write(shell, worker, parse.GetRequiredValue(tenant), batch);
            return failed == 0 ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }

    private static int Write(Shell shell, Vault.VaultWorker worker, string tenant, List<SealedLine> batch)
    {
        var answers = SealedRecordOpener.Open(worker.Sealer, tenant, batch.ConvertAll(static l => (ReadOnlyMemory<byte>)l.Envelope));
        var failed = 0;
        for (var l = 0; l < answers.Length; l++)
        {
            if (answers[l] is { Found: Found.Yes, Originals: { } originals })
            {
                shell.Text.WriteLine(Json.Formatter.Format(originals));
                continue;
            }
            failed++;
            shell.Error.WriteLine($"error: line {batch[l].Number}: {Reason(answers[l].Found)}");
        }
        batch.Clear();
        return failed;
    }

    private static string Reason(Found found) => found switch
    {
        Found.InvalidReference => "no sealed record",
        Found.Erased => "an erased record; nothing is in it",
        _ => "it does not open: another tenant's, another key ring's, or damaged",
    };

    private static KeyRingFile Load(string path)
    {
        try
        {
            return KeyRingFile.Load(path);
        }
        // Its message names the file and the remedy, never a key.
        catch (KeyRingException e)
        {
            throw new UsageException(e.Message);
        }
    }
}

using System.CommandLine;
using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Verification;

/// <summary><c>pw verify</c>: whether masked files keep the rule.</summary>
internal static class VerifyCommand
{
    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "Masked records, CSV or JSON Lines, also results of pw mask --waybills and pw send. '-' is standard input." };
        var original = new Option<string>("--original") { Description = "The records that they were made from, in the same order and format: finds more than masked text alone can show.", HelpName = "FILE" };
        var originalEncoding = new Option<string>("--original-encoding") { Description = "Encoding of the originals. Default: as --encoding.", HelpName = "utf-8|gb18030" };
        originalEncoding.AcceptOnlyFromAmong("utf-8", "gb18030");
        var show = new Option<int>("--show") { Description = "Violations to be listed, by record and field; never by value.", HelpName = "N", DefaultValueFactory = static _ => 20 };
        show.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 0) result.AddError("--show: must be 0 or more");
        });
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var records = new RecordOptions();
        var command = new ShellCommand("verify", "Check whether masked files keep the rule of GB/T 41833-2022.",
            "pw verify masked.csv --original orders.csv",
            "pw verify masked.jsonl --map recipient.phone=tel --others mask --show 0",
            "pw verify both.csv --map original.phone=手机,phone=手机脱敏 --others keep",
            "pw mask --waybills seeds/waybills.jsonl | pw verify - --format jsonl --json")
        {
            Details = """
                The checker shares nothing with the masker. It says of each name, phone, address and remark whether enough of
                it is hidden, and how many numbers a masked phone may still be. Columns are told as by pw mask: mapped, or
                recognised; others are refused unless --others says: keep and drop leave them unlooked at, mask checks them
                as remarks. With --original, records that masking left out are passed over, if the columns that are kept (a
                waybill number) tell which. Exit code 0: the rule holds for all that was checked; 1: it does not.
                """,
        };
        command.Add(file);
        foreach (var option in (Option[])[original, originalEncoding, show, json]) command.Add(option);
        records.AddTo(command);
        command.Runs(shell, async (parse, cancel) =>
        {
            var name = parse.GetRequiredValue(file);
            var originalName = parse.GetValue(original);
            var layout = records.LayoutOf(parse, name);
            if (layout.Mapping.HasOriginals && originalName is not null) throw new UsageException("--map original.…: the originals are columns of FILE or records of --original, not both");
            if (layout.Format == RecordFormat.JsonLines) layout = layout with { Mapping = layout.Mapping.WithDefaults(WaybillResultColumns.Entries) };
            var encoding = SourceEncoding.Named(parse.GetValue(originalEncoding)) ?? layout.Encoding;
            var verdict = await new FileVerification(shell, parse.GetValue(show)).RunAsync(name, layout, originalName, layout with { Encoding = encoding }, cancel);
            if (parse.GetValue(json)) VerdictJson.Write(verdict, shell.Output);
            else shell.Text.Write(VerdictSheet.Render(verdict));
            return verdict.Holds ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }
}

using System.CommandLine;
using PrivacyWaybill.Cli.Files;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Cli.Waybills;

namespace PrivacyWaybill.Cli.Lines;

/// <summary><c>pw mask</c>: masking without a server.</summary>
internal static class MaskCommand
{
    public static Command Create(Shell shell)
    {
        var field = new Option<string>("--field")
        {
            Description = "Mask each line of standard input as this field; one line out for each line in.",
            HelpName = string.Join('|', FieldLines.Names),
        };
        field.AcceptOnlyFromAmong(FieldLines.Names);
        var isVirtual = new Option<bool>("--virtual")
        {
            Description = "The phones were declared virtual by a registered issuer: a number with an extension is printed whole; others are masked, with a warning.",
        };
        var waybills = new Option<string>("--waybills")
        {
            Description = "Mask whole waybills: JSON Lines of privacywaybill.v1.Waybill in, of WaybillResult out. '-' is standard input.",
            HelpName = "FILE",
        };
        var file = new Argument<string?>("FILE")
        {
            Description = "Mask a file of records, CSV or JSON Lines, column by column. '-' is standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var records = new RecordOptions();
        var resume = new Option<bool>("--resume") { Description = "Go on where an interrupted run with the same options stopped; the result is the same to the byte." };
        var onError = new Option<string>("--on-error") { Description = "What a record that cannot be masked does: skip it (default), or stop.", HelpName = "skip|stop" };
        onError.AcceptOnlyFromAmong("skip", "stop");
        var profiles = new ProfileOptions();
        var command = new ShellCommand("mask", "Mask lines, files of records or whole waybills, offline.",
            "echo 13812345678 | pw mask --field phone",
            "pw mask --field address < addresses.txt > masked.txt",
            "echo 18400913965-7576 | pw mask --field phone --virtual",
            "pw mask --waybills seeds/waybills.jsonl --output masked.jsonl",
            "pw mask orders.csv --output masked.csv",
            "pw mask orders.csv --map name=收件人,phone=手机,keep=门店 --others drop > masked.csv",
            "pw mask parcels.jsonl --map phone=recipient.contact.tel --output masked.jsonl --resume",
            "pw mask --field phone --profile acme --profile-file profiles.json < phones.txt",
            "pw mask --waybills - < seeds/waybills.jsonl | jq .recipient")
        {
            Details = """
                With --field, a line feed inside a value is written \n and a backslash \\, on both sides; an empty line is a
                value too; a carriage return before the line feed belongs to the line's ending, which is kept. A line that
                cannot be masked (not UTF-8, no waybill number) gives an empty line, a message with the line's number on
                standard error, and exit code 1. With --waybills, an unusable line gives a result with an error status in
                its place, and exit code 1.

                With FILE, columns are masked by their kind; all else stays byte for byte. Columns that are not mapped are
                recognised by common names (收件人, 电话, recipient_phone, …), which is told on standard error; a file with
                a column that is neither is refused unless --others says what happens to it. A record that cannot be masked
                (broken quotes, wrong number of columns, not UTF-8, longer than 1 MiB) is told by its number, left out, and
                gives exit code 1. With --output, the file is FILE.partial until it is complete; an interrupted run, even a
                killed one, goes on with --resume.
                """,
        };
        command.Add(file);
        foreach (var option in (Option[])[field, isVirtual, waybills, WaybillFiles.Output, resume, onError]) command.Add(option);
        profiles.AddTo(command);
        records.AddTo(command);
        command.Validators.Add(result =>
        {
            var kind = result.GetValue(field);
            var isOfRecords = result.GetValue(file) is not null;
            var isOfFiles = result.GetValue(waybills) is not null || isOfRecords;
            var ofRecords = records.FirstGiven(result) ?? (result.GetValue(resume) ? resume.Name : result.GetValue(onError) is null ? null : onError.Name);
            if ((kind is null ? 0 : 1) + (result.GetValue(waybills) is null ? 0 : 1) + (isOfRecords ? 1 : 0) != 1) result.AddError("give one of FILE, --field and --waybills");
            else if (result.GetValue(isVirtual) && kind != "phone") result.AddError("--virtual goes with --field phone");
            else if (result.GetValue(WaybillFiles.Output) is not null && !isOfFiles) result.AddError("--output goes with FILE or --waybills");
            else if (ofRecords is not null && !isOfRecords) result.AddError($"{ofRecords} goes with FILE");
            else if (result.GetValue(resume) && (result.GetValue(WaybillFiles.Output) is null || result.GetValue(file) == "-"))
                result.AddError("--resume: only a run from a file to --output can be resumed");
        });
        command.Runs(shell, async (parse, cancel) =>
        {
            var (set, rules) = profiles.Read(parse);
            if (parse.GetValue(file) is { } recordFile)
            {
                var layout = records.LayoutOf(parse, recordFile);
                if (layout.Mapping.HasOriginals) throw new UsageException("--map original.…: goes with pw verify");
                var masking = new FileMasking(shell, layout, set, rules) { StopsOnError = parse.GetValue(onError) == "stop" };
                return await masking.RunAsync(recordFile, parse.GetValue(WaybillFiles.Output), parse.GetValue(resume), cancel);
            }
            if (parse.GetValue(waybills) is { } waybillFile)
                return await OfflineMasking.RunAsync(shell, waybillFile, parse.GetValue(WaybillFiles.Output), set, rules, cancel);
            var lines = new FieldLines(parse.GetRequiredValue(field), rules, parse.GetValue(isVirtual), shell.Error);
            await lines.RunAsync(shell.Input, shell.Output, cancel);
            if (!rules.IsCompliant) shell.Error.WriteLine(ProfileOptions.Describe(set, rules));
            return lines.Failed == 0 ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }
}

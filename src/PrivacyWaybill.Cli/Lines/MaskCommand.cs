using System.CommandLine;
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
        var profiles = new ProfileOptions();
        var command = new ShellCommand("mask", "Mask lines or whole waybills, offline.",
            "echo 13812345678 | pw mask --field phone",
            "pw mask --field address < addresses.txt > masked.txt",
            "echo 18400913965-7576 | pw mask --field phone --virtual",
            "pw mask --waybills seeds/waybills.jsonl --output masked.jsonl",
            "pw mask --field phone --profile acme --profile-file profiles.json < phones.txt",
            "pw mask --waybills - < seeds/waybills.jsonl | jq .recipient")
        {
            Details = """
                With --field, a line feed inside a value is written \n and a backslash \\, on both sides; an empty line is a
                value too; a carriage return before the line feed belongs to the line's ending, which is kept. A line that
                cannot be masked (not UTF-8, no waybill number) gives an empty line, a message with the line's number on
                standard error, and exit code 1. With --waybills, an unusable line gives a result with an error status in
                its place, and exit code 1.
                """,
        };
        foreach (var option in (Option[])[field, isVirtual, waybills, WaybillFiles.Output]) command.Add(option);
        profiles.AddTo(command);
        command.Validators.Add(result =>
        {
            var kind = result.GetValue(field);
            var isOfFiles = result.GetValue(waybills) is not null;
            if (kind is null != isOfFiles) result.AddError("give one of --field and --waybills");
            else if (result.GetValue(isVirtual) && kind != "phone") result.AddError("--virtual goes with --field phone");
            else if (result.GetValue(WaybillFiles.Output) is not null && !isOfFiles) result.AddError("--output goes with --waybills");
        });
        command.Runs(shell, async (parse, cancel) =>
        {
            var (set, rules) = profiles.Read(parse);
            if (parse.GetValue(waybills) is { } file)
                return await OfflineMasking.RunAsync(shell, file, parse.GetValue(WaybillFiles.Output), set, rules, cancel);
            var lines = new FieldLines(parse.GetRequiredValue(field), rules, parse.GetValue(isVirtual), shell.Error);
            await lines.RunAsync(shell.Input, shell.Output, cancel);
            return lines.Failed == 0 ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }
}

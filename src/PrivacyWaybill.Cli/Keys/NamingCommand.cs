using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Cli.Keys;

/// <summary><c>pw keys naming</c>: the change of the key that names records, a step a time.</summary>
internal static class NamingCommand
{
    public static Command Create(Shell shell) =>
        new ShellCommand("naming", "Change the naming key of a key ring while servers run: add, use, settle, drop.",
            "pw keys naming add --ring ring.json",
            "pw keys naming use --ring ring.json")
        {
            Step(shell, NamingStep.Add, "Add a new naming key. Its names are read; nothing is named by it yet.",
                "All servers of the store must have been restarted with this file before 'pw keys naming use'."),
            Step(shell, NamingStep.Use, "Name new records by the new key.",
                "All servers must have been restarted with this file before 'pw keys naming settle'. Until then each new record costs a claim of its old place."),
            Step(shell, NamingStep.Settle, "Claim old places no longer; records under the old key are still found.",
                "Keep it so until 'pw retention' counts no record of the old epoch: it tells odd and even epochs apart. Then 'pw keys naming drop'."),
            Step(shell, NamingStep.Drop, "Read the old key's names no longer.",
                "Tokens of the old epoch are refused from now on. Its secret stays in the file: the printed numbers of segments that were opened under it hang on it."),
        };

    private static ShellCommand Step(Shell shell, NamingStep step, string summary, string next)
    {
        var name = step.ToString().ToLowerInvariant();
        var file = new Option<string>("--ring") { Description = "The key ring file.", HelpName = "FILE", Required = true };
        var command = new ShellCommand(name, summary, $"pw keys naming {name} --ring ring.json")
        {
            Details = "Steps must be taken in their order, with all servers restarted in between: those of two neighbouring steps agree, others do not.",
        };
        command.Add(file);
        command.Runs(shell, (parse, _) => KeysCommand.Make(() =>
        {
            var (fresh, old) = KeyRingFile.ChangeNaming(parse.GetRequiredValue(file), step);
            shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Done(step, fresh, old)} {next}"));
        }));
        return command;
    }

    private static string Done(NamingStep step, byte fresh, byte old) => step switch
    {
        NamingStep.Add => $"The naming key of epoch {fresh} is added beside epoch {old}. Keep a copy of the file.",
        NamingStep.Use => $"Epoch {fresh} names, and claims places of epoch {old} before.",
        NamingStep.Settle => $"Epoch {fresh} names; epoch {old} is read.",
        _ => $"Epoch {old} names nothing any more.",
    };
}

using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.Engine.Credentials;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Cli.Keys;

/// <summary><c>pw keys</c>: key rings and API keys.</summary>
internal static class KeysCommand
{
    public static Command Create(Shell shell) =>
        new ShellCommand("keys", "Make the keys that a server works with.",
            "pw keys new ring --out ring.json",
            "pw keys new api --file api-keys.json --id sorting-01 --tenant sf --roles mask",
            "pw keys naming add --ring ring.json")
        {
            new ShellCommand("new", "Make a new key.",
                "pw keys new ring --out ring.json",
                "pw keys new api --file api-keys.json --id sorting-01 --tenant sf --roles mask")
            {
                Ring(shell),
                SealingKey(shell),
                Api(shell),
            },
            NamingCommand.Create(shell),
        };

    private static ShellCommand Ring(Shell shell)
    {
        var file = new Option<string>("--out") { Description = "The new file; an existing one is never overwritten.", HelpName = "FILE", Required = true };
        var command = new ShellCommand("ring", "Make a key ring: the secrets that originals are sealed with and record names are made of.",
            "pw keys new ring --out ring.json")
        {
            Details = "Only its owner can read the file. Keep a copy: without it, what was sealed is lost.",
        };
        command.Add(file);
        command.Runs(shell, (parse, _) => Make(() =>
        {
            KeyRingFile.Create(parse.GetRequiredValue(file));
            shell.Error.WriteLine("The key ring is made. Keep a copy in another place: without it, what is sealed is lost.");
        }));
        return command;
    }

    private static ShellCommand SealingKey(Shell shell)
    {
        var file = new Option<string>("--ring") { Description = "The key ring file.", HelpName = "FILE", Required = true };
        var command = new ShellCommand("sealing-key", "Add a sealing key to a key ring and make it the active one.",
            "pw keys new sealing-key --ring ring.json")
        {
            Details = """
                Earlier keys go on opening what they sealed. All servers of a store must have the new file before one of
                them seals with it.
                """,
        };
        command.Add(file);
        command.Runs(shell, (parse, _) => Make(() =>
        {
            var id = KeyRingFile.AddSealingKey(parse.GetRequiredValue(file));
            shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Sealing key {id} is the active one now."));
        }));
        return command;
    }

    private static ShellCommand Api(Shell shell)
    {
        var file = new Option<string>("--file") { Description = "The API key file, which holds hashes only; made if absent.", HelpName = "FILE", Required = true };
        var id = new Option<string>("--id") { Description = "Names the key in audit entries: 1 to 32 of [A-Za-z0-9.-].", HelpName = "ID", Required = true };
        var tenant = new Option<string>("--tenant") { Description = "Whose waybills: 1 to 32 of [A-Za-z0-9.-].", HelpName = "T", Required = true };
        var partner = new Option<string>("--partner") { Description = "For whom tokens and pseudonyms are made. Default: the tenant.", HelpName = "P" };
        var roles = new Option<string>("--roles")
        {
            Description = "What it may do, separated by commas: mask, update, resolve, reveal, administer, pseudonymise, erase, export, import.",
            HelpName = "ROLES",
            Required = true,
        };
        var command = new ShellCommand("api", "Make an API key and print it on standard output, once: the file holds its hash only.",
            "pw keys new api --file api-keys.json --id sorting-01 --tenant sf --roles mask",
            "pw keys new api --file api-keys.json --id switch-01 --tenant sf --partner telco --roles resolve,reveal")
        { file, id, tenant, partner, roles };
        command.Runs(shell, (parse, _) => Make(() =>
        {
            var names = parse.GetRequiredValue(roles).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0) throw new UsageException("--roles: name at least one role");
            shell.Text.WriteLine(ApiKeyFile.Add(parse.GetRequiredValue(file), parse.GetRequiredValue(id), parse.GetRequiredValue(tenant), parse.GetValue(partner), names));
        }));
        return command;
    }

    internal static Task<int> Make(Action make)
    {
        try
        {
            make();
            return Task.FromResult(ExitCode.Ok);
        }
        // Their messages name the file or the entry and the remedy, never a key.
        catch (Exception e) when (e is KeyRingException or FormatException)
        {
            throw new UsageException(e.Message);
        }
    }
}

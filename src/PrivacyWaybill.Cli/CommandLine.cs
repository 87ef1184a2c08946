using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using PrivacyWaybill.Cli.Archives;
using PrivacyWaybill.Cli.Calls;
using PrivacyWaybill.Cli.Changes;
using PrivacyWaybill.Cli.Importing;
using PrivacyWaybill.Cli.Keys;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.Cli.Pools;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.Cli.Stores;
using PrivacyWaybill.Cli.Verification;
using PrivacyWaybill.Cli.Waybills;

namespace PrivacyWaybill.Cli;

/// <summary><c>pw</c>: all commands, and the way from arguments to an exit code.</summary>
internal static class CommandLine
{
    private static readonly Func<Shell, Command>[] Commands =
    [
        MaskCommand.Create, VerifyCommand.Create, SendCommand.Create, ImportCommand.Create, ResolveCommand.Create, LookUpCommand.Create, ExtendCommand.Create,
        ReleaseCommand.Create, RevealCommand.Create, UnsealCommand.Create, EraseCommand.Create,
        RetentionCommand.Create, ChangesCommand.Create, CallCommand.Create, PoolCommand.Create, HealthCommand.Create, KeysCommand.Create, StoreCommand.Create,
    ];

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Shell shell)
    {
        // No response files: an argument that begins with '@' is what it says.
        var parsed = Root(shell).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) shell.Error.WriteLine($"error: {error.Message}");
            shell.Error.WriteLine($"See '{PathOf(parsed.CommandResult)} --help'.");
            return ExitCode.Usage;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = shell.Text, Error = shell.Error, EnableDefaultExceptionHandler = false });
    }

    /// <summary>The tree of commands.</summary>
    public static Command Root(Shell shell)
    {
        var help = new HelpOption();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        var root = new ShellCommand("pw", "Privacy waybills from the command line.",
            "echo 13812345678 | pw mask --field phone",
            "pw mask --waybills seeds/waybills.jsonl --output masked.jsonl",
            "pw mask orders.csv --output masked.csv",
            "pw verify masked.csv --original orders.csv",
            "pw send seeds/waybills.jsonl --output results.jsonl",
            "pw resolve 18400913965-7576")
        {
            Details = """
                Masks as GB/T 41833-2022 demands, offline, or has waybills masked and sealed by a PrivacyWaybill server.
                Exit codes: 0 all well; 1 some items failed, or the answer is a negative one; 2 wrong usage or unusable file;
                3 server or store unreachable, or it refused.
                """,
        };
        root.Add(help);
        root.Add(new VersionOption());
        foreach (var create in Commands) root.Add(create(shell));
        return root;
    }

    private static string PathOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;
}

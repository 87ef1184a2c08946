using System.CommandLine;
using System.Text.RegularExpressions;

namespace PrivacyWaybill.Cli.Tests;

public sealed partial class HelpTests
{
    private static readonly Command s_root = CommandLine.Root(new Shell(Stream.Null, Stream.Null, TextWriter.Null));

    public static TheoryData<string> Paths() => [.. Walk(s_root, "").Select(c => c.Path)];

    public static TheoryData<string> Examples() => [.. Walk(s_root, "").SelectMany(c => ((ShellCommand)c.Command).Examples)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Help_Command_ShowsAnExampleOfItself(string path)
    {
        var outcome = await Pw.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Matches($@"Examples:\n(.*\n)*.*pw {Regex.Escape(path)}", outcome.Output);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_AsTyped_IsUnderstood(string example)
    {
        var arguments = Invocation().Match(example).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(arguments);
        Assert.Empty(s_root.Parse(arguments).Errors);
    }

    [Fact]
    public async Task Help_BrokenCommandLine_IsShownAllTheSame()
    {
        var outcome = await Pw.RunAsync("mask", "--field", "nose", "--help");

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Contains("Examples:", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no command", "")]
    [InlineData("unknown command", "masque")]
    [InlineData("unknown option", "mask --fields name")]
    [InlineData("unfinished command", "keys new")]
    [InlineData("missing argument", "resolve")]
    public async Task Run_WrongUsage_SaysWhereHelpIs(string label, string arguments)
    {
        var outcome = await Pw.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("--help'.", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("records", "mask none.csv", "FILE")]
    [InlineData("waybills", "mask --waybills none.jsonl", "--waybills")]
    [InlineData("in a folder that is none", "mask none/none.csv", "FILE")]
    [InlineData("a folder", "mask --format csv .", "FILE")]
    [InlineData("masked records", "verify none.csv", "FILE")]
    [InlineData("waybills to send", "send none.jsonl", "FILE")]
    [InlineData("bindings to import", "import none.jsonl", "FILE")]
    [InlineData("originals", "verify - --format csv --original none.csv", "--original")]
    public async Task Run_MissingInput_IsToldByWhatNamesIt(string label, string arguments, string name)
    {
        var outcome = await Pw.RunAsync(arguments.Split(' '));

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Matches($@"^error: {name}: \S+ (does not exist|is a folder)\n$", outcome.Error);
    }

    [Fact]
    public async Task Run_ArgumentWithAtSign_IsNoFileOfArguments()
    {
        var outcome = await Pw.RunAsync("mask", "--field", "name", "--profile", "@profile");

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains("no such profile", outcome.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bpw ([^|<>]*)")]
    private static partial Regex Invocation();

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path) =>
        command.Subcommands.SelectMany(c => Walk(c, $"{path} {c.Name}".Trim())).Prepend((path, command));
}

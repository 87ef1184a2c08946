using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PrivacyWaybill.Cli;

/// <summary>The usual help, and below it the command's details and examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is not ShellCommand command) return code;
        if (command.Details is { } details)
        {
            output.WriteLine("Details:");
            foreach (var line in details.EnumerateLines()) output.WriteLine($"  {line}");
            output.WriteLine();
        }
        output.WriteLine("Examples:");
        foreach (var example in command.Examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}

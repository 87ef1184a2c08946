using System.CommandLine;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>Where waybills come from and results go to.</summary>
internal static class WaybillFiles
{
    /// <summary>The option <c>--output</c>.</summary>
    public static readonly Option<string> Output = new("--output")
    {
        Description = "Write the results to this file instead of standard output.",
        HelpName = "FILE",
    };

    /// <summary>Opens the input; <c>-</c> is standard input.</summary>
    public static Stream OpenInput(Shell shell, string file) => file == "-" ? shell.Input : File.OpenRead(file);

    /// <summary>Opens the output; null is standard output.</summary>
    /// <exception cref="UsageException">It is the input.</exception>
    public static Stream OpenOutput(Shell shell, string? file, string input)
    {
        if (file is null) return shell.Output;
        if (input != "-" && Path.GetFullPath(file) == Path.GetFullPath(input))
            throw new UsageException("--output: names the input, which would be overwritten; name another file");
        return File.Create(file);
    }
}

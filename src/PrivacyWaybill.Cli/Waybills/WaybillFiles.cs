using System.CommandLine;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>Where waybills come from and results go to.</summary>
internal static class WaybillFiles
{
    /// <summary>The option <c>--output</c>.</summary>
    public static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "Write the results to this file instead of standard output.",
        HelpName = "FILE",
    };

    /// <summary>Opens the input; <c>-</c> is standard input.</summary>
    /// <param name="shell">What surrounds the command.</param>
    /// <param name="file">Its name.</param>
    /// <param name="argument">Name of the option or argument that names it.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static Stream OpenInput(Shell shell, string file, string argument) => file == "-" ? shell.Input : OpenFile(file, argument);

    /// <summary>Opens a file to be read.</summary>
    /// <inheritdoc cref="OpenInput"/>
    public static Stream OpenFile(string file, string argument)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{argument}: {file} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{argument}: {file} {(Directory.Exists(file) ? "is a folder" : "may not be read")}");
        }
    }

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

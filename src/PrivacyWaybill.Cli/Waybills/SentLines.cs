using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.Cli.Lines;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>A file of lines on its way to a server, and the file of its results.</summary>
internal static class SentLines
{
    /// <summary>Sends lines, writes results, and answers to progress by calling its last argument.</summary>
    public delegate Task Sending(LineSource lines, ResultLines results, Action report, CancellationToken cancel);

    /// <summary>Opens both files, sends all lines and sums up on standard error, also when sending fails.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="parse">What was typed.</param>
    /// <param name="file">The argument that names the file to be sent.</param>
    /// <param name="sending">Sends.</param>
    /// <param name="headline">The summary's first line.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        Shell shell, ParseResult parse, Argument<string> file, Sending sending, Func<Tally, FormattableString> headline, CancellationToken cancel)
    {
        var name = parse.GetRequiredValue(file);
        await using var input = WaybillFiles.OpenInput(shell, name, file.Name);
        await using var output = WaybillFiles.OpenOutput(shell, parse.GetValue(WaybillFiles.Output), name);
        await using var results = new ResultLines(output);
        var lines = new LineSource(input);
        try
        {
            await Progress.RunAsync(shell, input, report => sending(lines, results, () => report(lines.BytesRead, results.Tally.Total), cancel));
        }
        finally
        {
            var tally = results.Tally;
            shell.Error.WriteLine(headline(tally).ToString(CultureInfo.InvariantCulture));
            foreach (var line in tally.Lines()) shell.Error.WriteLine(line);
            if (tally.Retryable > 0) shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Retryable:N0} of them may succeed when they are sent again."));
        }
        return results.Tally.Failed == 0 ? ExitCode.Ok : ExitCode.SomeFailed;
    }
}

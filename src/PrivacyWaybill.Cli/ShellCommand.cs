using System.CommandLine;
using Grpc.Core;
using PrivacyWaybill.Cli.Servers;

namespace PrivacyWaybill.Cli;

/// <summary>A command with examples in its help, whose failures end as messages and exit codes, never as stack traces.</summary>
internal sealed class ShellCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What its help says beyond the one line of the description.</summary>
    public string? Details { get; init; }

    /// <summary>Command lines to be tried, each as typed.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What the command does; the returned number is the exit code.</summary>
    public void Runs(Shell shell, Func<ParseResult, CancellationToken, Task<int>> run) => SetAction(async (parse, cancel) =>
    {
        try
        {
            return await run(parse, cancel);
        }
        catch (Exception e) when (cancel.IsCancellationRequested && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            return ExitCode.Interrupted;
        }
        catch (RpcException e)
        {
            return CallFailure.Print(e, shell.Error);
        }
        catch (RefusedException e)
        {
            shell.Error.WriteLine($"error: {e.Message}");
            return ExitCode.Refused;
        }
        catch (Exception e) when (e is UsageException or IOException or UnauthorizedAccessException)
        {
            shell.Error.WriteLine($"error: {e.Message}");
            return ExitCode.Usage;
        }
    });
}

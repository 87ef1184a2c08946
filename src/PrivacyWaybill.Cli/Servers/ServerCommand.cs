using System.CommandLine;
using Google.Protobuf;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>What the commands that ask a server one question have in common.</summary>
internal static class ServerCommand
{
    private static readonly Option<bool> AsJson = new("--json") { Description = "Print the answer as JSON, in one line." };

    /// <summary>Makes the command ask its question and print the answer.</summary>
    /// <param name="command">The command, with its own options.</param>
    /// <param name="shell">What surrounds it.</param>
    /// <param name="ask">Asks the server.</param>
    /// <param name="describe">The answer for people.</param>
    /// <param name="isPositive">Whether the exit code is 0; it always is if left out.</param>
    public static ShellCommand Asks<TAnswer>(
        this ShellCommand command,
        Shell shell,
        Func<ParseResult, ServerConnection, CancellationToken, Task<TAnswer>> ask,
        Func<TAnswer, string> describe,
        Func<TAnswer, bool>? isPositive = null) where TAnswer : IMessage =>
        command.AsksAll(shell, async (parse, server, cancel) => [await ask(parse, server, cancel)], describe, isPositive);

    /// <summary>Makes the command ask questions of one kind and print their answers one after the other. One that is positive is enough.</summary>
    /// <inheritdoc cref="Asks"/>
    public static ShellCommand AsksAll<TAnswer>(
        this ShellCommand command,
        Shell shell,
        Func<ParseResult, ServerConnection, CancellationToken, Task<IReadOnlyList<TAnswer>>> ask,
        Func<TAnswer, string> describe,
        Func<TAnswer, bool>? isPositive = null) where TAnswer : IMessage
    {
        var server = new ServerOptions(shell);
        server.AddTo(command);
        command.Add(AsJson);
        command.Runs(shell, async (parse, cancel) =>
        {
            using var connection = server.Connect(parse);
            var answers = await ask(parse, connection, cancel);
            foreach (var answer in answers)
            {
                if (parse.GetValue(AsJson)) shell.Text.WriteLine(Json.Formatter.Format(answer));
                else shell.Text.Write(describe(answer));
            }
            return isPositive is null || answers.Any(isPositive) ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }
}

using System.Globalization;
using Spectre.Console;

namespace PrivacyWaybill.Cli;

/// <summary>A progress bar on standard error, where a person looks at it; nothing elsewhere.</summary>
internal static class Progress
{
    /// <summary>Runs the work, which reports bytes read of the input and waybills done.</summary>
    public static async Task RunAsync(Shell shell, Stream input, Func<Action<long, long>, Task> work)
    {
        if (!shell.IsErrorTerminal)
        {
            await work(static (_, _) => { });
            return;
        }
        var length = input.CanSeek ? input.Length : 0;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("waybills", maxValue: Math.Max(1, length));
            task.IsIndeterminate = length == 0;
            await work((bytes, waybills) =>
            {
                task.Value = bytes;
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{waybills:N0} waybills");
            });
        });
    }
}

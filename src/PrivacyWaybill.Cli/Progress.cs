using System.Globalization;
using Spectre.Console;

namespace PrivacyWaybill.Cli;

/// <summary>A progress bar on standard error, where a person looks at it; nothing elsewhere.</summary>
internal static class Progress
{
    /// <summary>Runs the work on waybills.</summary>
    public static Task RunAsync(Shell shell, Stream input, Func<Action<long, long>, Task> work) =>
        RunAsync(shell, input, "waybills", progress => work(progress.Report));

    /// <summary>Runs the work, which reports bytes read of the input and items done.</summary>
    /// <param name="shell">What surrounds the command.</param>
    /// <param name="input">What is read; the bar has an end if it has one.</param>
    /// <param name="unit">What the items are called.</param>
    /// <param name="work">The work.</param>
    public static async Task RunAsync(Shell shell, Stream input, string unit, Func<ProgressReport, Task> work)
    {
        if (!shell.IsErrorTerminal)
        {
            await work(new ProgressReport(static (_, _) => { }, shell.Error.WriteLine));
            return;
        }
        var length = input.CanSeek ? input.Length : 0;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        var progress = console.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn());
        await progress.StartAsync(async context =>
        {
            var task = context.AddTask(unit, maxValue: Math.Max(1, length));
            task.IsIndeterminate = length == 0;
            var started = shell.Time.GetTimestamp();
            await work(new ProgressReport(
                (bytes, items) =>
                {
                    task.Value = bytes;
                    var seconds = shell.Time.GetElapsedTime(started).TotalSeconds;
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{items:N0} {unit}, {(seconds > 0 ? items / seconds : 0):N0}/s");
                },
                line => console.WriteLine(line)));
        });
    }
}

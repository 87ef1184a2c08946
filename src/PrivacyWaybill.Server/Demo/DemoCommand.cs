using System.Globalization;
using Grpc.Net.Client;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;
using Spectre.Console;

namespace PrivacyWaybill.Server.Demo;

/// <summary>
/// <c>demo</c>: a server with its embedded store on a free port, driven by a real gRPC client through everything that a
/// carrier does, then at full speed. Exit code 0 only if all of it held.
/// </summary>
internal static class DemoCommand
{
    private static readonly TimeSpan SpeedRunDuration = TimeSpan.FromSeconds(10);

    /// <summary>Runs the demo and returns the exit code.</summary>
    public static async Task<int> RunAsync()
    {
        var settings = new ServerSettings
        {
            Listen = new ListenSettings { Address = "127.0.0.1", Port = 0 },
            Numbers = new NumberSettings { PoolFile = DemoSeeds.PoolFile },
            Issuers = [new IssuerSettings { Name = "demo-platform", Prefixes = ["1849999"], MainDigits = 11, ExtensionDigits = 4 }],
        };
        // Piped output has no width of its own, and the table needs some.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 150;
        var samples = DemoSeeds.Waybills();
        await using var server = await ServerHost.StartAsync(settings, quiet: true);
        using var channel = GrpcChannel.ForAddress(server.Address);
        AnsiConsole.MarkupLineInterpolated($"[bold]PrivacyWaybill[/] at {server.Address}, store embedded and in memory, {samples.Count:N0} sample waybills");

        var checks = new DemoChecks();
        var tour = new DemoTour(channel, samples, checks);
        var results = await tour.MaskSamplesAsync();
        tour.PrintTable(results);
        var (sample, result) = tour.PickNumbered(results);
        await tour.ResolveAsync(sample, result);
        await tour.ReplayAsync(sample, result);
        await tour.ConflictAsync(sample, result);
        await tour.RevealAsync(sample, result);
        await RunFastAsync(server.Address, samples, checks);

        checks.Print();
        return checks.HaveAllHeld ? 0 : 1;
    }

    private static async Task RunFastAsync(Uri address, List<Waybill> samples, DemoChecks checks)
    {
        AnsiConsole.WriteLine();
        var run = new SpeedRun(address, samples, SpeedRunDuration);
        var rate = 0d;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask("full speed", maxValue: SpeedRunDuration.TotalSeconds);
                rate = await run.RunAsync((elapsed, acknowledged) =>
                {
                    task.Value = elapsed.TotalSeconds;
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{acknowledged:N0} masked, sealed, numbered and stored");
                });
                task.Value = task.MaxValue;
            });
        checks.That(run.Acknowledged > 0 && run.Failed == 0, $"full speed: every one of {run.Acknowledged + run.Failed:N0} waybills was acknowledged");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{rate:N0} waybills/s[/], client, server and store sharing {Environment.ProcessorCount} processors; each with a virtual number of its own");

        var table = new Table().Title("against the daily volumes (assumed: 12 % of a day in its peak hour, bursts of twice the peak hour)");
        table.AddColumns("day", "parcels", "needed/s: average", "peak hour", "burst", "a day's parcels at this rate");
        foreach (var volume in DemoSeeds.Volumes())
        {
            table.AddRow(
                volume.Name, volume.ParcelsPerDay.ToString("N0", CultureInfo.InvariantCulture),
                Verdict(rate, volume.AveragePerSecond), Verdict(rate, volume.PeakHourPerSecond), Verdict(rate, volume.BurstPerSecond),
                string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(volume.ParcelsPerDay / Math.Max(rate, 1)).TotalHours:N1} h"));
        }
        AnsiConsole.Write(table);
    }

    private static string Verdict(double rate, long needed) =>
        string.Create(CultureInfo.InvariantCulture, $"{needed:N0} [{(rate >= needed ? "green]held" : "yellow]short")}[/]");
}

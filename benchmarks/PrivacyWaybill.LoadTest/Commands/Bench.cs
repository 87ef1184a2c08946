using Grpc.Core;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Targets;

namespace PrivacyWaybill.LoadTest.Commands;

/// <summary>Runs scenarios one after the other, says how they went, and keeps the reports.</summary>
internal sealed class Bench(CancellationToken cancel)
{
    private readonly List<RunReport> _runs = [];
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();

    /// <summary>The reports so far.</summary>
    public IReadOnlyList<RunReport> Runs => _runs;

    /// <summary>Runs a scenario against servers of its own.</summary>
    public Task<RunReport> RunAsync(Scenario scenario) => RunAsync(scenario, () => OwnTarget.StartAsync(scenario));

    /// <summary>Runs the same batches through an echo, closed loop: the ceiling of the transport.</summary>
    public Task<RunReport> RunEchoAsync(Scenario scenario, bool asBytes) => RunAsync(
        scenario with { Name = asBytes ? "echo of bytes" : "echo of generated objects", Rate = 0, Profile = LoadProfile.Constant, DoubleEleven = false, Replay = 0, Resolve = 0, Reveal = 0, Waybills = 0 },
        () => OwnTarget.StartEchoAsync(asBytes));

    /// <summary>Runs a scenario against a target that is started for it.</summary>
    public async Task<RunReport> RunAsync(Scenario scenario, Func<Task<Target>> start)
    {
        await using var target = await start();
        return await RunAsync(scenario, target);
    }

    /// <summary>Runs a scenario against a target that runs already, perhaps after others.</summary>
    /// <exception cref="InvalidOperationException">The target failed; what was counted until then is among the reports.</exception>
    public async Task<RunReport> RunAsync(Scenario scenario, Target target)
    {
        RunReport report;
        try
        {
            report = await ProgressDisplay.ShowAsync(scenario, onSecond => new LoadRun(scenario, target).MeasureAsync(onSecond, cancel));
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException(target.Describe(e));
        }
        _runs.Add(report);
        Console.WriteLine(FormattableString.Invariant(
            $"{report.WaybillsPerSecond,12:N0} waybills/s, p50 {report.LatencyMs.P50:N1}, p99 {report.LatencyMs.P99:N1} ms: {scenario.Name}{(report.Wrong > 0 ? $"; {report.Wrong:N0} WRONG" : "")}"));
        if (report.EndedEarly is not { } why) return report;
        cancel.ThrowIfCancellationRequested();
        throw new InvalidOperationException(why);
    }

    /// <summary>What a run is to another one, in a line.</summary>
    public static void Compare(RunReport run, RunReport ceiling) =>
        Console.WriteLine(FormattableString.Invariant($"{run.WaybillsPerSecond / ceiling.WaybillsPerSecond,12:N2} of {ceiling.Scenario.Name}: {run.Scenario.Name}"));

    /// <summary>All that was measured.</summary>
    public Report Report(string command) => new() { Command = command, StartedAt = _startedAt, Machine = MachineReport.Here(ofRedis: _runs.All(static r => r.Scenario.Targets.Count == 0)), Runs = _runs };

    /// <summary>Prints a report's tables.</summary>
    public static void Print(Report report)
    {
        Console.WriteLine($"\n{report.StartedAt:yyyy-MM-dd}, {report.Machine}\n\n```\n{report.Command}\n```\n");
        Console.WriteLine(RunTable.Markdown(report.Runs));
        foreach (var remark in report.Runs.SelectMany(RunTable.Remarks)) Console.WriteLine(remark);
        foreach (var table in report.Tables) Console.WriteLine("\n" + table);
        if (report.Verdict is { } verdict) Console.WriteLine("\n" + verdict.ToMarkdown());
    }

    /// <summary>0 if nothing that was checked was wrong.</summary>
    public int ExitCode => _runs.Sum(static r => r.Wrong) == 0 ? 0 : 1;
}

using System.CommandLine;

namespace PrivacyWaybill.LoadTest.Commands;

/// <summary><c>run</c>: one scenario.</summary>
internal sealed class RunCommand
{
    private readonly ScenarioOptions _scenario = new();
    private readonly TargetOptions _target = new();
    private readonly ReportOptions _report = new();
    private readonly Option<bool> _ceilings = new("--ceilings") { Description = "Afterwards the same batches through echoes: of generated objects, and of bytes." };

    /// <summary>Makes a command do this.</summary>
    public T AddTo<T>(T command)
        where T : Command
    {
        _scenario.AddTo(command);
        _target.AddTo(command);
        _report.AddTo(command);
        command.Options.Add(_ceilings);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var given = _target.ReadGiven(parsed);
        var scenario = _scenario.Read(parsed, _target.ReadDeployment(parsed)) with { Targets = [.. given?.Addresses.Select(static a => a.ToString()) ?? []] };
        if (ScenarioProblems.Of(scenario).Concat(_target.FindProblems(parsed)).Concat(_report.FindProblems(parsed)).Concat(CeilingProblems(parsed, scenario)).ToList() is { Count: > 0 } problems)
        {
            foreach (var problem in problems) Console.Error.WriteLine(problem);
            return 2;
        }
        var bench = new Bench(cancel);
        try
        {
            var run = given is null ? await bench.RunAsync(scenario) : await bench.RunAsync(scenario, () => Task.FromResult(given.Open()));
            if (parsed.GetValue(_ceilings))
            {
                foreach (var asBytes in (bool[])[false, true]) Bench.Compare(run, await bench.RunEchoAsync(scenario, asBytes));
            }
        }
        finally
        {
            // If it was interrupted, or the target failed, what was measured until then is kept.
            if (bench.Runs.Count > 0)
            {
                var report = bench.Report(ReportOptions.Shown(Environment.GetCommandLineArgs()[1..]));
                Bench.Print(report);
                await _report.WriteAsync(parsed, report, report, []);
            }
        }
        return bench.ExitCode;
    }

    private IEnumerable<string> CeilingProblems(ParseResult parsed, Scenario scenario)
    {
        if (parsed.GetValue(_ceilings) && scenario.Targets.Count > 0) yield return "--ceilings: the echoes run on this machine; they say nothing about a --target";
    }
}

using System.CommandLine;
using PrivacyWaybill.LoadTest.Suites;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Commands;

/// <summary><c>suite</c>: scenarios that answer one question together.</summary>
internal static class SuiteCommand
{
    private static readonly ISuite[] s_suites = [new LineSuite(), new OrderEntrySuite(), new VariantsSuite(), new ScaleSuite()];

    /// <summary>The command with a sub-command a suite.</summary>
    public static Command Create()
    {
        var command = new Command("suite", "Scenarios that answer one question together, against servers and a Redis of their own.");
        foreach (var suite in s_suites) command.Subcommands.Add(Create(suite));
        return command;
    }

    private static Command Create(ISuite suite)
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each run counts.", DefaultValueFactory = _ => suite.DefaultSeconds };
        var warmUp = new Option<int>("--warm-up") { Description = "Seconds before each.", DefaultValueFactory = _ => 10 };
        var live = new Option<long>("--live") { Description = "Waybills that the store is filled up to (scale).", DefaultValueFactory = _ => 2_000_000 };
        var mix = new Option<WaybillMix>("--mix") { Description = "What the waybills look like." };
        var startRate = new Option<double>("--start-rate") { Description = "First rate of a search (order-entry).", DefaultValueFactory = _ => 5_000 };
        var grown = new Option<long>("--grown") { Description = "Records that Redis held before each run, a quarter of which is left." };
        var files = new ReportOptions();
        var command = new Command(suite.Name, suite.Description) { seconds, warmUp, live, mix, startRate, grown };
        files.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = new SuiteSettings(parsed.GetValue(seconds), parsed.GetValue(warmUp), parsed.GetValue(live), parsed.GetValue(mix), parsed.GetValue(startRate), parsed.GetValue(grown));
            var problems = files.FindProblems(parsed).ToList();
            if (settings is not { Seconds: >= 1, WarmUpSeconds: >= 1, Live: >= 1, StartRate: > 0, GrownRecords: >= 0 }) problems.Add("--seconds, --warm-up, --live and --start-rate must be at least 1");
            if (problems.Count > 0)
            {
                foreach (var problem in problems) await Console.Error.WriteLineAsync(problem);
                return 2;
            }
            var bench = new Bench(cancel);
            var result = new SuiteResult([], []);
            try
            {
                result = await suite.RunAsync(bench, settings);
            }
            finally
            {
                // A suite takes long: if it is interrupted, what it measured until then is kept.
                var report = bench.Report(ReportOptions.Shown(Environment.GetCommandLineArgs()[1..])) with { Tables = result.Tables, Verdict = result.Verdict };
                var shown = report with { Runs = result.Shown ?? report.Runs };
                Bench.Print(shown);
                await files.WriteAsync(parsed, report, shown, result.Plots);
            }
            return bench.ExitCode;
        });
        return command;
    }
}

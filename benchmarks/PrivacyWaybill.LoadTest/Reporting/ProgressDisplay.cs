using PrivacyWaybill.LoadTest.Measuring;
using Spectre.Console;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>Shows a person what a run is at; to a file or a pipe only that it begins.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs something and shows its seconds.</summary>
    public static async Task<T> ShowAsync<T>(Scenario scenario, Func<Action<Second>?, Task<T>> run)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            await Console.Error.WriteLineAsync($"{scenario.Name}: {scenario.WarmUpSeconds} s of warming up, then {scenario.Seconds} s");
            return await run(null);
        }
        return await AnsiConsole.Status().StartAsync($"{Markup.Escape(scenario.Name)}: {scenario.WarmUpSeconds} s of warming up", context => run(second => context.Status(Text(scenario, second))));
    }

    private static string Text(Scenario scenario, Second second) => Markup.Escape(FormattableString.Invariant(
        $"{scenario.Name}: {second.At:N0} of {scenario.Seconds} s, {second.WaybillsPerSecond:N0} waybills/s, p99 {second.P99 ?? 0:N1} ms, {second.Waybills / 1e6:N1} M waybills{(second.RedisMegabytes is { } m ? $", Redis {m:N0} MB" : "")}"));
}

namespace PrivacyWaybill.Cli;

/// <summary>What a long work tells while it goes on.</summary>
/// <param name="Report">Takes bytes read of the input and items done.</param>
/// <param name="Tell">Takes a line for standard error, which does not disturb the bar.</param>
internal sealed record ProgressReport(Action<long, long> Report, Action<string> Tell);

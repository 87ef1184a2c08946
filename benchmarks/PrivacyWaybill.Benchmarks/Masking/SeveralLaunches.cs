namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>For the figure that is quoted: five processes, since code and data lie differently in each.</summary>
internal sealed class SeveralLaunches() : ShortIterations(launches: 5, warmups: 1500, iterations: 400);

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>For tables of some dozens of cases.</summary>
internal sealed class OneLaunch() : ShortIterations(launches: 1, warmups: 1000, iterations: 400);

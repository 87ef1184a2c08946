namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>For hundreds of cases of which the order of magnitude counts.</summary>
internal sealed class ManyCases() : ShortIterations(launches: 1, warmups: 30, iterations: 40);

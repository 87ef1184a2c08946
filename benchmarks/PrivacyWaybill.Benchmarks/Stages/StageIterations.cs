using PrivacyWaybill.Benchmarks.Masking;

namespace PrivacyWaybill.Benchmarks.Stages;

/// <summary>For stages: a call takes 256 waybills, so an iteration of 2 ms holds a few only.</summary>
internal sealed class StageIterations() : ShortIterations(launches: 1, warmups: 600, iterations: 400);

using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>A batch under way.</summary>
/// <param name="Template">What is in it.</param>
/// <param name="Numbers">Under which numbers.</param>
/// <param name="IntendedAt">When it was to be sent (timestamp of <see cref="System.Diagnostics.Stopwatch"/>); its latency counts from there.</param>
internal sealed record Flight(BatchTemplate Template, BatchNumbers Numbers, long IntendedAt);

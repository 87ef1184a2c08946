namespace PrivacyWaybill.Benchmarks.Allocations;

/// <summary>An allocation that was looked at, for those beside it that were not.</summary>
/// <param name="Type">What was allocated.</param>
/// <param name="Site">The innermost method of ours, and the outermost one of others that it had called.</param>
/// <param name="Bytes">Bytes allocated since the sample before.</param>
internal readonly record struct AllocationSample(string Type, string Site, long Bytes);

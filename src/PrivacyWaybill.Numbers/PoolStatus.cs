using System.Collections.Immutable;

namespace PrivacyWaybill.Numbers;

/// <summary>All segments at one moment.</summary>
/// <param name="Segments">In the order of the table.</param>
public sealed record PoolStatus(ImmutableArray<SegmentStatus> Segments);

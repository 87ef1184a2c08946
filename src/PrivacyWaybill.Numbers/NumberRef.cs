namespace PrivacyWaybill.Numbers;

/// <summary>
/// A virtual number by its place in a segment: what records and pages store. The printed number follows from it by the
/// segment's permutation (<see cref="NumberPlan"/>).
/// </summary>
/// <param name="Segment"><see cref="NumberSegment.Id"/>.</param>
/// <param name="Sequence">Place in the segment before the permutation: 0 to capacity − 1. Block and slot of its page
/// are quotient and remainder by <see cref="NumberSegment.BlockSize"/>.</param>
public readonly record struct NumberRef(ushort Segment, long Sequence)
{
    /// <summary>The place of a number that is none of ours; lies in no segment.</summary>
    public static readonly NumberRef None = new(0, -1);
}

namespace PrivacyWaybill.Vault.Records;

/// <summary>The virtual number that a record names for a party, by its place; 16 bytes in a header.</summary>
/// <param name="State">What it is to the party; <see cref="NumberState.None"/> makes the rest meaningless.</param>
/// <param name="Segment">The segment's id.</param>
/// <param name="Sequence">The place in the segment before its permutation: 0 to 2^40 − 1.</param>
/// <param name="LeaseId">The lease that it was issued under; the same as in its number page, or the number is not this
/// record's any more.</param>
/// <param name="ExpiresAt">When it ends, in Unix seconds.</param>
/// <param name="IsShared">Parties of other records may keep it (<see cref="SharedNumber"/>), or kept one before it: it must
/// never become another person's.</param>
public readonly record struct BoundNumber(NumberState State, ushort Segment, long Sequence, uint LeaseId, uint ExpiresAt, bool IsShared = false)
{
    /// <summary>Largest <see cref="Sequence"/>: it is stored in five bytes.</summary>
    public const long MaximumSequence = (1L << 40) - 1;

    /// <summary>Whether the party has it or had it.</summary>
    public bool Exists => State != NumberState.None;
}

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// A virtual number that a record's party has from another record, its owner: whose it is there, and its place and lease
/// as they were when it was shared. State and expiry are the owner's to say. 26 bytes in a header.
/// </summary>
/// <param name="Owner">The record that the number's page names.</param>
/// <param name="IsSenders">It is the number of the owner's sender; of its recipient otherwise.</param>
/// <param name="Segment">The segment's id.</param>
/// <param name="Sequence">The place in the segment before its permutation: 0 to 2^40 − 1.</param>
/// <param name="LeaseId">The lease that it was issued under.</param>
public readonly record struct SharedNumber(RecordId Owner, bool IsSenders, ushort Segment, long Sequence, uint LeaseId)
{
    /// <summary>Whether the owner still has this number and no other one in its place.</summary>
    public bool Is(in BoundNumber number) => (Segment, Sequence, LeaseId) == (number.Segment, number.Sequence, number.LeaseId);
}

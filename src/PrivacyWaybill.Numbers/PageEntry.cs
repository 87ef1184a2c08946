namespace PrivacyWaybill.Numbers;

/// <summary>What a page says about a number: one direction of two, see <see cref="NumberDirectory"/>.</summary>
/// <param name="State">Whether the rest means something: only if found.</param>
/// <param name="RecordId">15 bytes.</param>
/// <param name="LeaseId">The lease of the page.</param>
/// <param name="FreeAt">From when the number's block may be leased again; <see cref="NumberPoolOptions.LatestExpiry"/>
/// says until when the number can be extended.</param>
public readonly record struct PageEntry(PageEntryState State, ReadOnlyMemory<byte> RecordId, uint LeaseId, DateTimeOffset FreeAt)
{
    /// <summary>Whether the number leads to a record.</summary>
    public bool Found => State == PageEntryState.Found;

    /// <summary>Whether the page confirms that a number of this lease belongs to this record.</summary>
    public bool Confirms(ReadOnlySpan<byte> recordId, uint leaseId) =>
        Found && LeaseId == leaseId && RecordId.Span.SequenceEqual(recordId);
}

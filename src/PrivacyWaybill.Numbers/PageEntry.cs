namespace PrivacyWaybill.Numbers;

/// <summary>What a page says about a number: one direction of two, see <see cref="NumberDirectory"/>.</summary>
/// <param name="State">Whether the rest means something: only if found.</param>
/// <param name="RecordId">13 bytes.</param>
/// <param name="LeaseId">The lease of the page, or of the hold: the one that the number was issued under.</param>
/// <param name="FreeAt">From when the number may be handed out again: its block's, or its hold's;
/// <see cref="NumberPoolOptions.LatestExpiry"/> says until when the number can be extended without a further hold.</param>
public readonly record struct PageEntry(PageEntryState State, ReadOnlyMemory<byte> RecordId, uint LeaseId, DateTimeOffset FreeAt)
{
    /// <summary>Until when the number can be extended in all: as far as its block allows, or beyond it by a hold (<see cref="NumberHolds"/>).</summary>
    public DateTimeOffset LatestExtension { get; init; }

    /// <summary>Whether the number leads to a record.</summary>
    public bool Found => State == PageEntryState.Found;

    /// <summary>Whether the page confirms that a number of this lease belongs to this record.</summary>
    public bool Confirms(ReadOnlySpan<byte> recordId, uint leaseId) =>
        Found && LeaseId == leaseId && RecordId.Span.SequenceEqual(recordId);
}

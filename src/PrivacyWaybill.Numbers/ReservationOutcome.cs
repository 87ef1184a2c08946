namespace PrivacyWaybill.Numbers;

/// <summary>How a request for numbers went.</summary>
public enum ReservationOutcome
{
    /// <summary>All numbers asked for are reserved.</summary>
    Reserved,

    /// <summary>No block is free. <see cref="NumberReservation.EarliestFree"/> says when one may be.</summary>
    Exhausted,

    /// <summary>No segment has that name.</summary>
    UnknownSegment,

    /// <summary>The store could not be reached, or did not answer in time.</summary>
    StoreUnavailable,

    /// <summary>
    /// The store's ledger cannot be used (see <see cref="Ledger.LedgerState"/>), the segment was added a moment ago, or the pool is
    /// disposed.
    /// </summary>
    SegmentClosed,

    /// <summary>A number of an external segment is another party's, or was and rests.</summary>
    Taken,

    /// <summary>Operators want no number issued from it: it is suspended or retired.</summary>
    SegmentWithdrawn,
}

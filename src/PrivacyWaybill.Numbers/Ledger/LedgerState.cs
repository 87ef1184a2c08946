namespace PrivacyWaybill.Numbers.Ledger;

/// <summary>Whether blocks of a segment may be leased.</summary>
public enum LedgerState
{
    /// <summary>They may.</summary>
    Ready,

    /// <summary>
    /// There is none: never initialised, or the store came back empty. It is not made silently, because numbers of the
    /// former one may be printed on parcels.
    /// </summary>
    Missing,

    /// <summary>
    /// It has another number of blocks than the segment, the mark of another shape or permutation key, or it offers a
    /// block that cannot be free: the store went back in time. The latter holds until the process ends.
    /// </summary>
    Disagrees,

    /// <summary>The store could not be reached or did not answer in time.</summary>
    Unavailable,
}

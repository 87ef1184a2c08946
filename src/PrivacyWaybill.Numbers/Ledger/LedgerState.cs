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
    /// It has another number of blocks than the segment, or it offers a block that cannot be free: the store is damaged, or
    /// went back in time. The latter holds until the process ends.
    /// </summary>
    Disagrees,

    /// <summary>It has not the segment's mark: it was made for another shape, or another permutation key.</summary>
    OfAnother,

    /// <summary>This server's clock jumped, and the store's does not confirm it: it may be wrong about what is free.</summary>
    ClockUnsure,

    /// <summary>It forgot leases that were witnessed, and cannot be mended because witnesses are missing: the store came back old.</summary>
    Old,

    /// <summary>The lease witness cannot be written or read.</summary>
    Unwitnessed,

    /// <summary>The store could not be reached or did not answer in time.</summary>
    Unavailable,
}

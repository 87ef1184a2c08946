namespace PrivacyWaybill.Numbers.Witness;

/// <summary>What comparing a ledger with its witnesses showed.</summary>
public enum WitnessVerdict
{
    /// <summary>The ledger knows all leases and holds that were witnessed.</summary>
    Agrees,

    /// <summary>It did not: the store came back old. It was mended, because all witnesses were there.</summary>
    Mended,

    /// <summary>It does not, and witnesses are missing: what they leased is not known.</summary>
    Old,

    /// <summary>The ledger is missing or is not the segment's.</summary>
    NoLedger,

    /// <summary>The store could not be read.</summary>
    Unavailable,

    /// <summary>The witnesses could not be read.</summary>
    Unwitnessed,
}

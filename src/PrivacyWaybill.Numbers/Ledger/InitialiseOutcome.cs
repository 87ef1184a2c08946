namespace PrivacyWaybill.Numbers.Ledger;

/// <summary>How making a ledger went.</summary>
public enum InitialiseOutcome
{
    /// <summary>It was made; all blocks are free.</summary>
    Initialised,

    /// <summary>There is one already. Nothing changed.</summary>
    AlreadyExists,

    /// <summary>The store failed on the way. There is no ledger, or a complete one; ask again.</summary>
    StoreUnavailable,
}

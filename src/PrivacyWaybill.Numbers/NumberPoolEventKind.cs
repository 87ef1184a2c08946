namespace PrivacyWaybill.Numbers;

/// <summary>What an operator should know.</summary>
public enum NumberPoolEventKind
{
    /// <summary>Blocks can be leased again.</summary>
    Recovered,

    /// <summary>No block is free.</summary>
    Exhausted,

    /// <summary>The store failed while a block was leased.</summary>
    StoreUnavailable,

    /// <summary>The store has no ledger for the segment: it was never initialised, or came back empty.</summary>
    LedgerMissing,

    /// <summary>The store's ledger does not fit the segment, or went back in time.</summary>
    LedgerDisagrees,

    /// <summary>A page was lost or belongs to another lease: its lease is burned, numbers issued from it lead to nobody.</summary>
    PageLost,

    /// <summary>A page write had no answer: its lease is burned.</summary>
    PageWriteFailed,
}

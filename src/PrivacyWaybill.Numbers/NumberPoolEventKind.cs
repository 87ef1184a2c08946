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

    /// <summary>The store's ledger lacks blocks of the segment, or went back in time.</summary>
    LedgerDisagrees,

    /// <summary>The store's ledger was made for another shape of the segment, or with another key ring.</summary>
    LedgerOfAnother,

    /// <summary>This server's clock jumped, and the store's does not confirm it: nothing is leased until they agree.</summary>
    ClockJumped,

    /// <summary>The ledger forgot leases that were witnessed, and was mended: the store came back old. Records written since are lost.</summary>
    StoreOldAndMended,

    /// <summary>The ledger forgot leases that were witnessed, and witnesses are missing: nothing is leased.</summary>
    StoreOld,

    /// <summary>The lease witness cannot be written or read: nothing is leased.</summary>
    WitnessFailed,

    /// <summary>A page was lost or belongs to another lease: its lease is burned, numbers issued from it lead to nobody.</summary>
    PageLost,

    /// <summary>A page write had no answer: its lease is burned.</summary>
    PageWriteFailed,
}

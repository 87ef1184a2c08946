namespace PrivacyWaybill.Engine.Stores;

/// <summary>How adding a segment went.</summary>
public enum SegmentAdmitted
{
    /// <summary>It is added, and open soon.</summary>
    Added,

    /// <summary>It was there already, with the same content and its ledger.</summary>
    AlreadyThere,

    /// <summary>Its id is another segment's.</summary>
    Taken,

    /// <summary>Another segment was added meanwhile; check against it, and ask again.</summary>
    Overtaken,

    /// <summary>It had a ledger once, which is lost: its numbers may be printed on parcels.</summary>
    LedgerLost,

    /// <summary>The store knows some of its main numbers as another segment's, or other ones as its own: they may be printed on parcels.</summary>
    MainNumbersTaken,

    /// <summary>The store had a segment whose main numbers it does not know; they may be this one's.</summary>
    OthersUnknown,

    /// <summary>The store failed on the way; ask again.</summary>
    StoreUnavailable,
}

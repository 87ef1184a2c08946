namespace PrivacyWaybill.Engine.Shipments;

/// <summary>What the number of another record's party is to a person.</summary>
internal enum OwnerState
{
    /// <summary>The store did not answer.</summary>
    Unavailable,

    /// <summary>Leads to the person: record and page name each other, and the phone is the same.</summary>
    Live,

    /// <summary>Its time ran out, its page was lost, or the party never had one.</summary>
    Expired,

    /// <summary>Released, or not the person's: the record is gone, erased, another tenant's, or has another phone.</summary>
    Over,
}

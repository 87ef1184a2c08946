namespace PrivacyWaybill.Engine.Work;

/// <summary>What a known shipment means for the item that names it.</summary>
internal enum KnownAs
{
    /// <summary>Not found out yet.</summary>
    Undecided,

    /// <summary>The same content: a replay.</summary>
    Same,

    /// <summary>The same content, said by a newer event: only the time of the event changes.</summary>
    Confirmed,

    /// <summary>Other content, and the item may not change it.</summary>
    Conflict,

    /// <summary>Other content, and the item changes it.</summary>
    Updated,

    /// <summary>The same content, but a party has, or gave up, another number than it is given.</summary>
    OtherNumber,

    /// <summary>The record's time is over: as if it were not there.</summary>
    Overdue,
}

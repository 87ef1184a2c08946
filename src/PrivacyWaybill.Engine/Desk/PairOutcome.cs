namespace PrivacyWaybill.Engine.Desk;

/// <summary>How a wish for a call pair went.</summary>
public enum PairOutcome
{
    /// <summary>The store could not be reached, or its answer is unknown: ask again.</summary>
    Unavailable,

    /// <summary>The two can call each other.</summary>
    Bound,

    /// <summary>The reference is no token of the caller's partner and no waybill number with a party.</summary>
    InvalidReference,

    /// <summary>The courier's phone is none that calls can be connected to.</summary>
    InvalidPhone,

    /// <summary>The courier's phone is the party's own.</summary>
    SamePhone,

    /// <summary>Nothing is stored of the shipment, or no longer.</summary>
    NotFound,

    /// <summary>The record cannot be opened.</summary>
    Unreadable,

    /// <summary>The party's number was released.</summary>
    Released,

    /// <summary>The party has no phone that calls can be connected to.</summary>
    Unreachable,

    /// <summary>The pool has no main numbers for pairs.</summary>
    NotConfigured,

    /// <summary>Each main number that was looked at has one of the phones in another pair.</summary>
    Exhausted,
}

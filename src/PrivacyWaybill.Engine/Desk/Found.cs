namespace PrivacyWaybill.Engine.Desk;

/// <summary>Whether what was asked for was found.</summary>
public enum Found
{
    /// <summary>It was.</summary>
    Yes,

    /// <summary>The reference is no token of the caller's partner and no waybill number.</summary>
    InvalidReference,

    /// <summary>Nothing is stored, or no longer.</summary>
    No,

    /// <summary>It was erased on demand; what is left says nothing of anybody.</summary>
    Erased,

    /// <summary>The store could not be reached.</summary>
    Unavailable,

    /// <summary>The record cannot be opened.</summary>
    Unreadable,
}

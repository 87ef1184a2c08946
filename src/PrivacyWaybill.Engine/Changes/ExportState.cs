namespace PrivacyWaybill.Engine.Changes;

/// <summary>How an export goes.</summary>
public enum ExportState
{
    /// <summary>It goes on, or has come to what is not settled yet.</summary>
    Ok,

    /// <summary>The operator did not turn it on.</summary>
    Off,

    /// <summary>The cursor is none.</summary>
    InvalidCursor,

    /// <summary>What follows the cursor may be gone from the journal.</summary>
    TooOld,

    /// <summary>The store did not answer.</summary>
    Unavailable,
}

namespace PrivacyWaybill.Vault.Store;

/// <summary>How joining a group went.</summary>
public enum JoinOutcome
{
    /// <summary>The store did not answer, or not as it should: the record may be in the group or not.</summary>
    Unknown,

    /// <summary>The record is in the group.</summary>
    Joined,

    /// <summary>The group has as many records as it may have, and this one is not among them.</summary>
    Full,
}

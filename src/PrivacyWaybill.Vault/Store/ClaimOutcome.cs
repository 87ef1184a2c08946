namespace PrivacyWaybill.Vault.Store;

/// <summary>What became of a place that was to be claimed.</summary>
public enum ClaimOutcome : byte
{
    /// <summary>No answer: it may be claimed, now or later. The default.</summary>
    Unknown,

    /// <summary>It is claimed: no record is there, and none will be.</summary>
    Claimed,

    /// <summary>A record is there, which stays and is given back.</summary>
    Record,
}

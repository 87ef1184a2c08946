namespace PrivacyWaybill.Vault.Store;

/// <summary>What became of a record that was to be replaced.</summary>
public enum ReplaceOutcome : byte
{
    /// <summary>
    /// No answer in time, or the connection broke: the write may have happened, or may still happen. The default.
    /// </summary>
    Unknown,

    /// <summary>It had the expected revision and now has the new value.</summary>
    Replaced,

    /// <summary>It has another revision; it stays and is given back.</summary>
    Conflict,

    /// <summary>There is none; none was made.</summary>
    Missing,

    /// <summary>The store said no, out of memory for example: nothing was written and nothing will be.</summary>
    Refused,
}

namespace PrivacyWaybill.Vault.Store;

/// <summary>What became of a record that was to be created.</summary>
public enum CreateOutcome : byte
{
    /// <summary>
    /// No answer in time, or the connection broke: the write may have happened, or may still happen. The default.
    /// </summary>
    Unknown,

    /// <summary>There was none, and now there is this one.</summary>
    Created,

    /// <summary>There was one, which stays and is given back.</summary>
    Existing,

    /// <summary>
    /// Naming keys change, and the place is claimed (<see cref="Records.NamingClaim"/>): the record belongs under the newer
    /// key. Nothing was written.
    /// </summary>
    Claimed,

    /// <summary>The store said no, out of memory for example: nothing was written and nothing will be.</summary>
    Refused,
}

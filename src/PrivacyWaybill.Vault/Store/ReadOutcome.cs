namespace PrivacyWaybill.Vault.Store;

/// <summary>What became of a record that was to be read.</summary>
public enum ReadOutcome : byte
{
    /// <summary>No answer, or an error. The default.</summary>
    Unknown,

    /// <summary>It is there.</summary>
    Found,

    /// <summary>There is none, or only a claim of its place.</summary>
    Missing,
}

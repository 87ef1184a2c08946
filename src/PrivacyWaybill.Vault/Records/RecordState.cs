namespace PrivacyWaybill.Vault.Records;

/// <summary>What a record is good for.</summary>
public enum RecordState : byte
{
    /// <summary>None: no record has it.</summary>
    None = 0,

    /// <summary>It holds originals.</summary>
    Live = 1,

    /// <summary>
    /// Its originals were overwritten, at the full old length, with zeros behind a seal over nothing. It stays until its
    /// retention and its numbers' quarantine have ended, so that they answer "released" and a late retry does not bring a
    /// person back.
    /// </summary>
    Erased = 2,
}

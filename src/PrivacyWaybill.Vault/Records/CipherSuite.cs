namespace PrivacyWaybill.Vault.Records;

/// <summary>How a record's originals are sealed; first byte of its value.</summary>
public enum CipherSuite : byte
{
    /// <summary>None: no record has it.</summary>
    None = 0,

    /// <summary>AES-256-SIV, RFC 5297.</summary>
    Aes256Siv = 1,
}

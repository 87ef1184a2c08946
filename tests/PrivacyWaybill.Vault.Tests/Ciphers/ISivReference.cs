namespace PrivacyWaybill.Vault.Tests.Ciphers;

/// <summary>AES-SIV by somebody else, one message at a time.</summary>
internal interface ISivReference
{
    /// <summary>The synthetic initialisation vector, then the ciphertext.</summary>
    byte[] Seal(byte[] key, IReadOnlyList<byte[]> associatedData, byte[] plaintext);
}

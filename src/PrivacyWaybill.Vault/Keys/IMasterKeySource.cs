namespace PrivacyWaybill.Vault.Keys;

/// <summary>
/// Where master secrets come from: a file (<see cref="KeyRingFile"/>), memory (<see cref="EphemeralMasterKeys"/>), or a
/// key management service or hardware module behind an implementation of one's own. Asked once, when a
/// <see cref="KeyRing"/> is made.
/// </summary>
public interface IMasterKeySource
{
    /// <summary>Bytes of a master secret.</summary>
    const int SecretLength = 32;

    /// <summary>All keys that there are, in any order.</summary>
    IReadOnlyList<MasterKeyName> Names { get; }

    /// <summary>Writes the secret of one of <see cref="Names"/>.</summary>
    /// <param name="name">The key.</param>
    /// <param name="secret">Exactly <see cref="SecretLength"/> bytes, all of which are written; the caller wipes them.</param>
    /// <exception cref="KeyRingException">There is no such key, or it cannot be had.</exception>
    void Read(MasterKeyName name, Span<byte> secret);
}

using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault;

/// <summary>
/// The vault's ciphers for one batch at a time, with buffers of their own that grow to the batches and are kept. Made by
/// <see cref="KeyRing.CreateWorker"/>; not safe for concurrent use, so a pipeline pools them. Batches are n values one
/// after the other and where each ends.
/// </summary>
public sealed class VaultWorker : IDisposable
{
    internal VaultWorker(KeyRing keys)
    {
        Namer = new RecordNamer(keys, keys.ActiveNamingEpoch);
        if (keys.NamingChange is { } change) OtherNamer = new RecordNamer(keys, change.Epoch);
        Sealer = new RecordSealer(keys);
        Tokens = new TokenCipher(keys);
        Pseudonyms = new PseudonymCipher(keys);
    }

    /// <summary>Waybills to record ids.</summary>
    public RecordNamer Namer { get; }

    /// <summary>Waybills to the record ids that they have under the other key while naming keys change; null while they do not.</summary>
    public RecordNamer? OtherNamer { get; }

    /// <summary>Originals to sealed bytes and back.</summary>
    public RecordSealer Sealer { get; }

    /// <summary>Record ids to tokens and back.</summary>
    public TokenCipher Tokens { get; }

    /// <summary>Phone numbers to pseudonyms.</summary>
    public PseudonymCipher Pseudonyms { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Namer.Dispose();
        OtherNamer?.Dispose();
        Sealer.Dispose();
        Tokens.Dispose();
        Pseudonyms.Dispose();
    }
}

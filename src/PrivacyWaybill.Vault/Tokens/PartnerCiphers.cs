using System.Security.Cryptography;
using PrivacyWaybill.Vault.Ciphers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Tokens;

/// <summary>Block ciphers under keys that belong to somebody, derived when first needed and kept. Not safe for concurrent use.</summary>
internal sealed class PartnerCiphers(KeyRing keys) : IDisposable
{
    // A purpose is a caller's word: many words must not fill the memory. Deriving anew costs microseconds.
    private const int Capacity = 64;

    private readonly Dictionary<(byte Epoch, string Tenant, string Partner, string Purpose), AesBlocks> _ciphers = [];

    /// <summary>The token cipher of a partner.</summary>
    public AesBlocks Token(byte epoch, string partner)
    {
        var owner = (epoch, "", partner, "");
        return _ciphers.TryGetValue(owner, out var cipher) ? cipher : Add(owner, KeyLabel.Token, KeyLabel.Parts(partner));
    }

    /// <summary>The pseudonym cipher of a tenant's partner for a purpose.</summary>
    public AesBlocks Pseudonym(byte epoch, string tenant, string partner, string purpose)
    {
        var owner = (epoch, tenant, partner, purpose);
        return _ciphers.TryGetValue(owner, out var cipher) ? cipher : Add(owner, KeyLabel.Pseudonym, KeyLabel.Parts(tenant, partner, purpose));
    }

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values) cipher.Dispose();
        _ciphers.Clear();
    }

    private AesBlocks Add((byte Epoch, string, string, string) owner, ReadOnlySpan<byte> label, ReadOnlySpan<byte> parts)
    {
        if (_ciphers.Count == Capacity) Dispose();
        Span<byte> key = stackalloc byte[32];
        keys.DeriveNamingKey(owner.Epoch, label, parts, key);
        var cipher = new AesBlocks(key);
        CryptographicOperations.ZeroMemory(key);
        _ciphers.Add(owner, cipher);
        return cipher;
    }
}

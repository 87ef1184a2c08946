using System.Security.Cryptography;
using PrivacyWaybill.Vault.Calls;

namespace PrivacyWaybill.Vault.Keys;

/// <summary>
/// All keys of the vault, derived from the master secrets: what seals and opens records, names them, and makes tokens,
/// pseudonyms and number permutations. Immutable and safe for concurrent use; the work is done by
/// <see cref="VaultWorker"/>s.
/// </summary>
public sealed class KeyRing : IDisposable
{
    /// <summary>The epoch of the first naming key: the one of segments that name none.</summary>
    public const byte FirstNamingEpoch = 1;

    // A key's id is its index; ids start at 1.
    private readonly byte[]?[] _sealing = new byte[]?[256];
    private readonly byte[]?[] _naming = new byte[]?[256];
    private readonly bool[] _isNumbersOnly = new bool[256];
    private bool _disposed;

    private KeyRing()
    {
    }

    /// <summary>Id of the key that seals; part of every record's header.</summary>
    public byte ActiveSealingKeyId { get; private init; }

    /// <summary>Epoch of the key that names; first byte of every token.</summary>
    public byte ActiveNamingEpoch { get; private init; }

    /// <summary>The change of naming keys that is under way; null if none is.</summary>
    public NamingChange? NamingChange { get; private init; }

    /// <summary>
    /// Epoch of the key that names call pairs and calls: the oldest that the ring holds, so that it is the same for all
    /// servers in every phase of a change. No phone is ever in two pairs of one main number under two names.
    /// </summary>
    internal byte CallNamingEpoch { get; private init; }

    /// <summary>Reads every key of a source once.</summary>
    /// <exception cref="KeyRingException">An id is 0 or stands twice, not exactly one key of each use is active, the
    /// phases of naming keys contradict each other, or a secret cannot be had.</exception>
    public static KeyRing Create(IMasterKeySource source)
    {
        var epoch = FindActive(source.Names, MasterKeyUse.Naming);
        var ring = new KeyRing
        {
            ActiveSealingKeyId = FindActive(source.Names, MasterKeyUse.Sealing),
            ActiveNamingEpoch = epoch,
            NamingChange = Keys.NamingChange.Of(source.Names, epoch),
            CallNamingEpoch = source.Names.Where(static n => n.Use == MasterKeyUse.Naming).Min(static n => n.Id),
        };
        foreach (var name in source.Names)
        {
            if (name.Id == 0) throw new KeyRingException($"A {name.Use} key has id 0; ids are 1 to 255.");
            ref var place = ref (name.Use == MasterKeyUse.Sealing ? ring._sealing : ring._naming)[name.Id];
            if (place is not null) throw new KeyRingException($"The {name.Use} key {name.Id} stands twice; give each its own id.");
            var secret = GC.AllocateUninitializedArray<byte>(IMasterKeySource.SecretLength, pinned: true);
            source.Read(name, secret);
            place = secret;
            if (name.Phase == NamingPhase.NumbersOnly) ring._isNumbersOnly[name.Id] = true;
        }
        return ring;
    }

    /// <summary>Whether records that were sealed under this key can be opened.</summary>
    public bool HasSealingKey(byte id) => _sealing[id] is not null;

    /// <summary>Whether tokens of this epoch can be read.</summary>
    public bool HasNamingKey(byte epoch) => _naming[epoch] is not null && !_isNumbersOnly[epoch];

    /// <summary>Whether this epoch's key was dropped: it stays for numbers, and names no records and tokens any more.</summary>
    public bool IsForNumbersOnly(byte epoch) => _isNumbersOnly[epoch];

    /// <summary>
    /// The ciphers for one batch at a time. Making one costs some 50 µs, and its buffers come to 200 KB: pool them, one for each batch that is
    /// under way at once.
    /// </summary>
    public VaultWorker CreateWorker()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new VaultWorker(this);
    }

    /// <summary>Names and seals what is kept of calls and call pairs; one for all, safe for concurrent use.</summary>
    public CallVault CreateCallVault()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new CallVault(this);
    }

    /// <summary>
    /// The key that permutes the numbers of a segment. Printed numbers hang on it: a segment stays with the epoch that it
    /// was opened under, whatever epoch is active now.
    /// </summary>
    /// <param name="segment">The segment's id.</param>
    /// <param name="epoch">The naming epoch that the segment was opened under.</param>
    /// <returns>32 bytes, which the caller wipes.</returns>
    /// <exception cref="KeyRingException">There is no naming key of this epoch.</exception>
    public byte[] DerivePermutationKey(ushort segment, byte epoch = FirstNamingEpoch)
    {
        if (_naming[epoch] is null)
            throw new KeyRingException($"Segment {segment} needs the naming key of epoch {epoch}, which the key ring does not hold; put it back.");
        var key = new byte[32];
        DeriveNamingKey(epoch, KeyLabel.Permutation, KeyLabel.Part(segment), key);
        return key;
    }

    /// <summary>Wipes the secrets. Workers that were made before go on with the keys they already hold.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var secret in _sealing) CryptographicOperations.ZeroMemory(secret);
        foreach (var secret in _naming) CryptographicOperations.ZeroMemory(secret);
    }

    internal void DeriveSealingKey(byte id, ReadOnlySpan<byte> label, Span<byte> key) => Derive(_sealing[id], label, [], key);

    internal void DeriveNamingKey(byte epoch, ReadOnlySpan<byte> label, ReadOnlySpan<byte> parts, Span<byte> key) =>
        Derive(_naming[epoch], label, parts, key);

    /// <summary>HKDF-SHA256 (RFC 5869) without salt: the secrets are uniform, and the label keeps the uses apart.</summary>
    private void Derive(byte[]? secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> parts, Span<byte> key)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // The zero byte ends the label, and parts carry their lengths: no two uses have the same input.
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [], [.. label, 0, .. parts]);
    }

    private static byte FindActive(IReadOnlyList<MasterKeyName> names, MasterKeyUse use)
    {
        var active = names.Where(n => n.Use == use && n.IsActive).ToArray();
        return active.Length == 1
            ? active[0].Id
            : throw new KeyRingException($"{active.Length} {use} keys are active; mark exactly one as active.");
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Vault.Ciphers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// Seals and opens the originals of waybills, a batch of one tenant at a time: AES-256-SIV with two strings of associated
/// data, suite ‖ sealing key id ‖ tenant, and the record id. The sealed bytes depend on these and on the content alone:
/// the same content of the same waybill seals to the same bytes until the active key changes; then open and compare.
/// Not safe for concurrent use: part of a <see cref="VaultWorker"/>.
/// </summary>
public sealed class RecordSealer : IDisposable
{
    /// <summary>Bytes that sealing adds to a content.</summary>
    public const int Overhead = AesSiv.TagLength;

    /// <summary>Longest tenant, in bytes of UTF-8.</summary>
    public const int MaximumTenantLength = RecordNamer.MaximumTextLength;

    private readonly KeyRing _keys;
    private readonly AesSiv?[] _ciphers = new AesSiv?[256];
    private readonly string?[] _tenants = new string?[256];

    internal RecordSealer(KeyRing keys)
    {
        _keys = keys;
        KeyId = keys.ActiveSealingKeyId;
    }

    /// <summary>The suite that <see cref="Seal"/> uses; belongs into the header.</summary>
    public static CipherSuite Suite => CipherSuite.Aes256Siv;

    /// <summary>The key that <see cref="Seal"/> uses; belongs into the header.</summary>
    public byte KeyId { get; }

    /// <summary>Seals the contents of a batch under the active key.</summary>
    /// <param name="tenant">Whose records they are.</param>
    /// <param name="ids">The record of each content.</param>
    /// <param name="contents">The contents one after the other.</param>
    /// <param name="ends">Where each ends, exclusive, ascending from 0.</param>
    /// <param name="sealedContents">The length of <paramref name="contents"/> and <see cref="Overhead"/> for each: content
    /// i is at <c>[start + 16 i, end + 16 (i + 1))</c>. Must not overlap the contents.</param>
    public void Seal(string tenant, ReadOnlySpan<RecordId> ids, ReadOnlySpan<byte> contents, ReadOnlySpan<int> ends, Span<byte> sealedContents)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Length, ends.Length);
        Cipher(KeyId, tenant).Seal(contents, ends, MemoryMarshal.AsBytes(ids), sealedContents);
    }

    /// <summary>Opens a batch under whatever keys it was sealed.</summary>
    /// <param name="tenant">Whose records they are.</param>
    /// <param name="ids">The record of each.</param>
    /// <param name="keyIds">The key of each, out of its header. A batch of one key is opened at one go; each change of key
    /// from an item to the next costs some microseconds.</param>
    /// <param name="sealedContents">The sealed contents one after the other.</param>
    /// <param name="ends">Where each ends, exclusive, ascending from 0.</param>
    /// <param name="contents">At least the length of <paramref name="sealedContents"/>. Must not overlap them.</param>
    /// <param name="contentEnds">One an item: where its content ends in <paramref name="contents"/>. An item that does not
    /// open keeps its place, which is zeros.</param>
    /// <param name="opened">One an item: false if the key is unknown, or if sealed bytes, key, tenant or record are not
    /// those that were sealed.</param>
    /// <returns>How many were opened.</returns>
    public int Open(string tenant, ReadOnlySpan<RecordId> ids, ReadOnlySpan<byte> keyIds, ReadOnlySpan<byte> sealedContents,
        ReadOnlySpan<int> ends, Span<byte> contents, Span<int> contentEnds, Span<bool> opened)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Length, ends.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(keyIds.Length, ends.Length);
        var (start, to, successes) = (0, 0, 0);
        for (var at = 0; at < ends.Length;)
        {
            var keyId = keyIds[at];
            var count = keyIds[at..].IndexOfAnyExcept(keyId);
            if (count < 0) count = ends.Length - at;
            var run = ends.Slice(at, count);
            var toEnds = contentEnds.Slice(at, count);
            if (_keys.HasSealingKey(keyId))
                successes += Cipher(keyId, tenant).Open(sealedContents, start, run, MemoryMarshal.AsBytes(ids.Slice(at, count)),
                    contents, to, toEnds, opened.Slice(at, count));
            else
                Refuse(start, run, contents, to, toEnds, opened.Slice(at, count));
            start = run[^1];
            to = toEnds[^1];
            at += count;
        }
        return successes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cipher in _ciphers) cipher?.Dispose();
    }

    private static void Refuse(int start, ReadOnlySpan<int> ends, Span<byte> contents, int to, Span<int> contentEnds, Span<bool> opened)
    {
        var from = to;
        for (var i = 0; i < ends.Length; i++)
        {
            to += Math.Max(0, ends[i] - start - Overhead);
            contentEnds[i] = to;
            start = ends[i];
        }
        opened.Clear();
        contents[from..to].Clear();
    }

    private AesSiv Cipher(byte keyId, string tenant)
    {
        var cipher = _ciphers[keyId] ??= MakeCipher(keyId);
        if (_tenants[keyId] == tenant) return cipher;
        Span<byte> owner = stackalloc byte[2 + MaximumTenantLength];
        owner[0] = (byte)Suite;
        owner[1] = keyId;
        var length = 2 + Encoding.UTF8.GetBytes(tenant, owner[2..]);
        cipher.ClearContext();
        cipher.AppendContext(owner[..length]);
        _tenants[keyId] = tenant;
        return cipher;
    }

    private AesSiv MakeCipher(byte keyId)
    {
        Span<byte> key = stackalloc byte[64];
        _keys.DeriveSealingKey(keyId, KeyLabel.Sealing, key);
        var cipher = new AesSiv(key);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }
}

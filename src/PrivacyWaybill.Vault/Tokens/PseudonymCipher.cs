using System.Buffers.Text;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Tokens;

/// <summary>
/// Makes pseudonyms of phone numbers: one AES-256 block of the number's length and digits under a key of tenant, partner
/// and purpose, in base64url without padding: 22 characters.
/// </summary>
/// <remarks>
/// <para>Guaranteed: the same number gives the same pseudonym to the same partner for the same purpose (while the naming
/// key stays), different numbers give different ones, and pseudonyms of two partners, tenants or purposes cannot be
/// matched without the numbers.</para>
/// <para>Not guaranteed: secrecy from somebody who may ask for pseudonyms himself. There are some 10^10 phone numbers: who
/// may ask for all can invert every pseudonym of his. Asking is therefore a role of its own, with a daily cap of distinct
/// numbers.</para>
/// <para>Not safe for concurrent use: part of a <see cref="VaultWorker"/>.</para>
/// </remarks>
public sealed class PseudonymCipher : IDisposable
{
    /// <summary>Characters of a pseudonym, all ASCII.</summary>
    public const int PseudonymLength = 22;

    /// <summary>Longest number: E.164 has 15 digits, and with its length it fills a block.</summary>
    public const int MaximumNumberLength = 15;

    private const int BlockLength = 16;

    private readonly KeyRing _keys;
    private readonly PartnerCiphers _ciphers;
    private byte[] _blocks = new byte[256 * BlockLength];

    internal PseudonymCipher(KeyRing keys)
    {
        _keys = keys;
        _ciphers = new PartnerCiphers(keys);
    }

    /// <summary>Makes the pseudonyms of a batch.</summary>
    /// <param name="tenant">Whose waybills the numbers stand on.</param>
    /// <param name="partner">Who will hold the pseudonyms.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="numbers">The normalised numbers one after the other: ASCII digits, as written by one normaliser always.</param>
    /// <param name="ends">Where each ends, exclusive, ascending from 0.</param>
    /// <param name="pseudonyms">22 bytes each, one after the other, ASCII; zeros where none was made.</param>
    /// <param name="made">One each: false if the number is empty, longer than 15, or not digits alone.</param>
    /// <returns>How many were made.</returns>
    public int Encode(string tenant, string partner, string purpose, ReadOnlySpan<byte> numbers, ReadOnlySpan<int> ends,
        Span<byte> pseudonyms, Span<bool> made)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pseudonyms.Length, ends.Length * PseudonymLength);
        if (_blocks.Length < ends.Length * BlockLength) _blocks = new byte[ends.Length * BlockLength];
        var blocks = _blocks.AsSpan(0, ends.Length * BlockLength);
        blocks.Clear();
        var start = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var number = numbers[start..ends[i]];
            start = ends[i];
            made[i] = number.Length is > 0 and <= MaximumNumberLength && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            if (!made[i]) continue;
            blocks[i * BlockLength] = (byte)number.Length;
            number.CopyTo(blocks[(i * BlockLength + 1)..]);
        }
        _ciphers.Pseudonym(_keys.ActiveNamingEpoch, tenant, partner, purpose).Encrypt(_blocks, blocks.Length);
        var count = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var pseudonym = pseudonyms.Slice(i * PseudonymLength, PseudonymLength);
            if (!made[i])
            {
                pseudonym.Clear();
                continue;
            }
            Base64Url.EncodeToUtf8(blocks.Slice(i * BlockLength, BlockLength), pseudonym);
            count++;
        }
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _ciphers.Dispose();
}

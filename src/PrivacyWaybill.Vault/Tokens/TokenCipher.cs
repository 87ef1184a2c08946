using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Tokens;

/// <summary>
/// Makes and reads tokens: what a partner holds instead of a person. A token is the naming key's epoch (1 byte) and one
/// AES-256 block of record id (13 bytes), party (1 byte) and two zeros under the partner's key, in base64url without padding:
/// 23 characters.
/// </summary>
/// <remarks>
/// <para>Guaranteed: tokens of two partners cannot be matched by them; the same waybill, party and partner have one token
/// while the naming key stays; a token tells its holder nothing.</para>
/// <para>Not guaranteed: it is an identifier, not a secret, and not authenticated. One in eight million made-up texts
/// reads as a token, of a record that does not exist. What a token opens is decided by who asks.</para>
/// <para>Not safe for concurrent use: part of a <see cref="VaultWorker"/>.</para>
/// </remarks>
public sealed class TokenCipher : IDisposable
{
    /// <summary>Characters of a token, all ASCII.</summary>
    public const int TokenLength = 23;

    private const int BlockLength = 16, BinaryLength = 1 + BlockLength;

    private readonly KeyRing _keys;
    private readonly PartnerCiphers _ciphers;
    private byte[] _blocks = new byte[256 * BlockLength];

    internal TokenCipher(KeyRing keys)
    {
        _keys = keys;
        _ciphers = new PartnerCiphers(keys);
    }

    /// <summary>Makes the tokens of a batch.</summary>
    /// <param name="partner">Who will hold them.</param>
    /// <param name="ids">The record of each.</param>
    /// <param name="parties">The party of each: recipient or sender.</param>
    /// <param name="tokens">23 bytes each, one after the other, ASCII.</param>
    public void Encode(string partner, ReadOnlySpan<RecordId> ids, ReadOnlySpan<TokenParty> parties, Span<byte> tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parties.Length, ids.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens.Length, ids.Length * TokenLength);
        Reserve(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            var block = _blocks.AsSpan(i * BlockLength, BlockLength);
            ids[i].AsSpan().CopyTo(block);
            block[RecordId.Length] = (byte)parties[i];
            block[(RecordId.Length + 1)..].Clear();
        }
        _ciphers.Token(_keys.ActiveNamingEpoch, partner).Encrypt(_blocks, ids.Length * BlockLength);
        Span<byte> binary = stackalloc byte[BinaryLength];
        binary[0] = _keys.ActiveNamingEpoch;
        for (var i = 0; i < ids.Length; i++)
        {
            _blocks.AsSpan(i * BlockLength, BlockLength).CopyTo(binary[1..]);
            Base64Url.EncodeToUtf8(binary, tokens.Slice(i * TokenLength, TokenLength));
        }
    }

    /// <summary>Reads one token.</summary>
    /// <param name="partner">Who shows it.</param>
    /// <param name="token">What is shown, ASCII; any bytes.</param>
    /// <param name="id">The record; default if false.</param>
    /// <param name="party">The party; default if false.</param>
    /// <returns>False if it is no token of this partner. A true says only that it may be one: the record may not exist.</returns>
    public bool TryDecode(string partner, ReadOnlySpan<byte> token, out RecordId id, out TokenParty party)
    {
        id = default;
        party = default;
        return Decode(partner, token, [token.Length], new Span<RecordId>(ref id), new Span<TokenParty>(ref party)) == 1;
    }

    /// <summary>Reads the tokens of a batch.</summary>
    /// <param name="partner">Who shows them.</param>
    /// <param name="tokens">What is shown, one after the other; any bytes.</param>
    /// <param name="ends">Where each ends, exclusive, ascending from 0.</param>
    /// <param name="ids">The record of each; default where the party is none.</param>
    /// <param name="parties">The party of each; <see cref="TokenParty.None"/> if it is no token of this partner.</param>
    /// <returns>How many may be tokens of this partner.</returns>
    public int Decode(string partner, ReadOnlySpan<byte> tokens, ReadOnlySpan<int> ends, Span<RecordId> ids, Span<TokenParty> parties)
    {
        Reserve(ends.Length);
        ids[..ends.Length].Clear();
        parties[..ends.Length].Clear();
        var (start, successes) = (0, 0);
        Span<byte> binary = stackalloc byte[BinaryLength];
        for (var at = 0; at < ends.Length;)
        {
            // Tokens of one epoch that follow each other are read in one pass.
            var (count, epoch) = (0, (byte)0);
            for (; at + count < ends.Length; count++)
            {
                var end = ends[at + count];
                var isToken = TryReadText(tokens[start..end], binary);
                if (isToken && epoch != 0 && epoch != binary[0]) break;
                start = end;
                var block = _blocks.AsSpan(count * BlockLength, BlockLength);
                parties[at + count] = isToken ? TokenParty.Recipient : TokenParty.None;
                if (!isToken) continue;
                epoch = binary[0];
                binary[1..].CopyTo(block);
            }
            if (epoch != 0)
            {
                _ciphers.Token(epoch, partner).Decrypt(_blocks, count * BlockLength);
                successes += Take(ids.Slice(at, count), parties.Slice(at, count));
            }
            at += count;
        }
        return successes;
    }

    /// <inheritdoc/>
    public void Dispose() => _ciphers.Dispose();

    private int Take(Span<RecordId> ids, Span<TokenParty> parties)
    {
        var successes = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            if (parties[i] == TokenParty.None) continue;
            var block = _blocks.AsSpan(i * BlockLength, BlockLength);
            var party = (TokenParty)block[RecordId.Length];
            if (party is not (TokenParty.Recipient or TokenParty.Sender) || block[(RecordId.Length + 1)..].ContainsAnyExcept((byte)0))
            {
                parties[i] = TokenParty.None;
                continue;
            }
            parties[i] = party;
            ids[i] = MemoryMarshal.Read<RecordId>(block);
            successes++;
        }
        return successes;
    }

    // The decoder refuses spare bits that are not zero, and of this length nothing can be padding or white space: a token
    // has one spelling.
    private bool TryReadText(ReadOnlySpan<byte> token, Span<byte> binary) =>
        token.Length == TokenLength
        && Base64Url.DecodeFromUtf8(token, binary, out _, out var written) == OperationStatus.Done
        && written == BinaryLength
        && _keys.HasNamingKey(binary[0]);

    private void Reserve(int count)
    {
        if (_blocks.Length < count * BlockLength) _blocks = new byte[count * BlockLength];
    }
}

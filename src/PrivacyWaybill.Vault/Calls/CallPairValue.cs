using System.Buffers.Binary;
using PrivacyWaybill.Vault.Ciphers;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// The bytes of a stored call pair, all numbers big endian. In front and in the clear: format, sealing key id, expires at
/// (4), free at (4). Sealed behind them: side, party, revision (4), record id (13), the name of the peer's place (15). 60 bytes.
/// Values of format 1, which held phones, are not opened: they keep their place until they are gone.
/// </summary>
internal static class CallPairValue
{
    public const int HeaderLength = 10, NameLength = 15, ContentLength = 1 + 1 + 4 + RecordId.Length + NameLength;
    public const int Length = HeaderLength + AesSiv.TagLength + ContentLength;

    private const byte Format = 2;
    private const int PeerAt = 1 + 1 + 4 + RecordId.Length;

    public static void WriteHeader(CallPair pair, byte keyId, Span<byte> header)
    {
        header[0] = Format;
        header[1] = keyId;
        BinaryPrimitives.WriteUInt32BigEndian(header[2..], pair.ExpiresAt);
        BinaryPrimitives.WriteUInt32BigEndian(header[6..], pair.FreeAt);
    }

    /// <summary>False if it is no stored pair.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> value, out byte keyId, out uint expiresAt, out uint freeAt)
    {
        (keyId, expiresAt, freeAt) = (0, 0, 0);
        if (value.Length != Length || value[0] != Format || value[1] == 0) return false;
        keyId = value[1];
        expiresAt = BinaryPrimitives.ReadUInt32BigEndian(value[2..]);
        freeAt = BinaryPrimitives.ReadUInt32BigEndian(value[6..]);
        return true;
    }

    public static void WriteContent(CallPair pair, Span<byte> content)
    {
        content[0] = pair.IsCourier ? (byte)1 : (byte)0;
        content[1] = (byte)pair.Party;
        BinaryPrimitives.WriteUInt32BigEndian(content[2..], pair.Revision);
        pair.Id.AsSpan().CopyTo(content[6..]);
        Convert.FromHexString(pair.Peer.AsSpan(pair.Peer.Length - 2 * NameLength), content[PeerAt..], out _, out _);
    }

    /// <param name="key">The place of the value: the peer's differs from it in the name at its end.</param>
    /// <param name="content">What was sealed.</param>
    /// <param name="expiresAt">When the pair ends.</param>
    /// <param name="freeAt">From when the phone may be in another.</param>
    public static CallPair ReadContent(string key, ReadOnlySpan<byte> content, uint expiresAt, uint freeAt) =>
        new(key[..^(2 * NameLength)] + Convert.ToHexStringLower(content.Slice(PeerAt, NameLength)), content[0] == 1,
            (TokenParty)content[1], new RecordId(content.Slice(6, RecordId.Length)), BinaryPrimitives.ReadUInt32BigEndian(content[2..]), expiresAt, freeAt);
}

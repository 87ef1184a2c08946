using System.Buffers.Binary;
using System.Text;
using PrivacyWaybill.Vault.Ciphers;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// The bytes of a stored call pair, all numbers big endian. In front and in the clear: format, sealing key id, expires at
/// (4), free at (4). Sealed behind them: side, party, revision (4), record id (15), the peer's length and its digits,
/// padded to 18. 72 bytes.
/// </summary>
internal static class CallPairValue
{
    public const int HeaderLength = 10, ContentLength = 1 + 1 + 4 + RecordId.Length + 1 + CallPair.MaximumPhoneLength;
    public const int Length = HeaderLength + AesSiv.TagLength + ContentLength;

    private const byte Format = 1;
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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pair.Peer.Length, CallPair.MaximumPhoneLength, nameof(pair));
        content.Clear();
        content[0] = pair.IsCourier ? (byte)1 : (byte)0;
        content[1] = (byte)pair.Party;
        BinaryPrimitives.WriteUInt32BigEndian(content[2..], pair.Revision);
        pair.Id.AsSpan().CopyTo(content[6..]);
        content[PeerAt] = (byte)Encoding.ASCII.GetBytes(pair.Peer, content[(PeerAt + 1)..]);
    }

    public static CallPair ReadContent(ReadOnlySpan<byte> content, uint expiresAt, uint freeAt) =>
        new(Encoding.ASCII.GetString(content.Slice(PeerAt + 1, Math.Min((int)content[PeerAt], CallPair.MaximumPhoneLength))), content[0] == 1,
            (TokenParty)content[1], new RecordId(content.Slice(6, RecordId.Length)), BinaryPrimitives.ReadUInt32BigEndian(content[2..]), expiresAt, freeAt);
}

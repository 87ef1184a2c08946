using System.Buffers.Binary;
using System.Text;
using PrivacyWaybill.Vault.Ciphers;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// The bytes of a courier's phone as a pair has it stored, big endian. In front and in the clear: format, sealing key id, the
/// pair's end (4). Sealed behind them: the phone's length and its digits, padded to 18. 41 bytes.
/// </summary>
internal static class CourierPhoneValue
{
    public const int HeaderLength = 6, ContentLength = 1 + MaximumPhoneLength;
    public const int Length = HeaderLength + AesSiv.TagLength + ContentLength;

    private const byte Format = 1;
    private const int MaximumPhoneLength = 18;

    public static void WriteHeader(byte keyId, uint expiresAt, Span<byte> header)
    {
        header[0] = Format;
        header[1] = keyId;
        BinaryPrimitives.WriteUInt32BigEndian(header[2..], expiresAt);
    }

    /// <summary>False if it is no stored phone.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> value, out byte keyId, out uint expiresAt)
    {
        (keyId, expiresAt) = (0, 0);
        if (value.Length != Length || value[0] != Format || value[1] == 0) return false;
        keyId = value[1];
        expiresAt = BinaryPrimitives.ReadUInt32BigEndian(value[2..]);
        return true;
    }

    public static void WriteContent(string phone, Span<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(phone.Length, MaximumPhoneLength, nameof(phone));
        content.Clear();
        content[0] = (byte)Encoding.ASCII.GetBytes(phone, content[1..]);
    }

    public static string ReadContent(ReadOnlySpan<byte> content) =>
        Encoding.ASCII.GetString(content.Slice(1, Math.Min((int)content[0], MaximumPhoneLength)));
}

using System.Buffers.Binary;
using System.Text;

namespace PrivacyWaybill.Vault.Keys;

/// <summary>
/// What keeps derived keys apart: a label for each use, and for keys that belong to somebody their names, each behind its
/// length. Changing any of it changes every key that hangs on it.
/// </summary>
internal static class KeyLabel
{
    public static ReadOnlySpan<byte> Sealing => "privacywaybill/1/seal/aes-256-siv"u8;

    public static ReadOnlySpan<byte> RecordId => "privacywaybill/1/record-id"u8;

    public static ReadOnlySpan<byte> Token => "privacywaybill/1/token"u8;

    public static ReadOnlySpan<byte> Pseudonym => "privacywaybill/1/pseudonym"u8;

    public static ReadOnlySpan<byte> Permutation => "privacywaybill/1/number-permutation"u8;

    public static ReadOnlySpan<byte> CallPair => "privacywaybill/1/seal-call-pair/aes-256-siv"u8;

    public static ReadOnlySpan<byte> CallName => "privacywaybill/1/call-name"u8;

    /// <summary>Names as parts: each behind its length in UTF-8 (4 bytes, big endian).</summary>
    public static byte[] Parts(params ReadOnlySpan<string> names)
    {
        var parts = new List<byte>();
        Span<byte> length = stackalloc byte[4];
        foreach (var name in names)
        {
            var text = Encoding.UTF8.GetBytes(name);
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            parts.AddRange(length);
            parts.AddRange(text);
        }
        return [.. parts];
    }

    /// <summary>A number as a part: 2 bytes, big endian.</summary>
    public static byte[] Part(ushort number) => [(byte)(number >> 8), (byte)number];
}

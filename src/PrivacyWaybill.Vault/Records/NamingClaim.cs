using System.Buffers.Binary;

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// What stands in the place of a record while naming keys change: a waybill's record, if it has one, is under the newer
/// key and never here. It says nothing else, of nobody:
/// <code>
/// offset  bytes
///      0      1  255, where a record has its cipher suite
///      1      3  0
///      4      4  0, where a record has its revision, which is never 0
///      8      4  retain until, Unix seconds
/// </code>
/// </summary>
/// <remarks>As long as it is there it holds, whatever its time: the time says when it may be collected.</remarks>
public static class NamingClaim
{
    /// <summary>Bytes of a claim.</summary>
    public const int Length = 12;

    private const byte Mark = 255;

    /// <summary>A claim.</summary>
    /// <param name="retainUntil">When it may be collected, Unix seconds.</param>
    public static byte[] Make(uint retainUntil)
    {
        var claim = new byte[Length];
        claim[0] = Mark;
        BinaryPrimitives.WriteUInt32BigEndian(claim.AsSpan(8), retainUntil);
        return claim;
    }

    /// <summary>Whether a stored value, or the front of one, is a claim.</summary>
    /// <param name="value">The value; any bytes.</param>
    public static bool Is(ReadOnlySpan<byte> value) => value.Length >= Length && value[0] == Mark;

    /// <summary>When a claim may be collected, Unix seconds.</summary>
    /// <param name="claim">A value that is one.</param>
    public static uint RetainUntil(ReadOnlySpan<byte> claim) => BinaryPrimitives.ReadUInt32BigEndian(claim[8..]);
}

using System.Buffers.Binary;
using PrivacyWaybill.Numbers.Pages;

namespace PrivacyWaybill.Numbers.Holds;

/// <summary>
/// The bytes of a hold: record id (13), lease id (4), free-at (4) and the latest time up to which the number may ever be
/// extended (4), both in Unix seconds; unsigned, big endian.
/// </summary>
internal static class HoldLayout
{
    /// <summary>Record id and lease id: whose hold it is.</summary>
    public const int OwnerLength = PageLayout.SlotLength + sizeof(uint);

    public const int Length = OwnerLength + 2 * sizeof(uint);

    public static byte[] Write(ReadOnlySpan<byte> recordId, uint leaseId, uint freeAt, uint latest)
    {
        var value = new byte[Length];
        recordId.CopyTo(value);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(PageLayout.SlotLength), leaseId);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(OwnerLength), freeAt);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(OwnerLength + sizeof(uint)), latest);
        return value;
    }

    /// <returns>False if it is no hold.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> value, out PageEntry entry)
    {
        entry = default;
        if (value.Length != Length) return false;
        var span = value.Span;
        entry = new PageEntry(PageEntryState.Found, value[..PageLayout.SlotLength],
            BinaryPrimitives.ReadUInt32BigEndian(span[PageLayout.SlotLength..]), Time(span[OwnerLength..]))
        {
            LatestExtension = Time(span[(OwnerLength + sizeof(uint))..]),
        };
        return true;
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(seconds));
}

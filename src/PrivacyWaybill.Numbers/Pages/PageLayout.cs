using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivacyWaybill.Numbers.Pages;

/// <summary>
/// The bytes of a number page: a slot of 13 bytes for each number of the block (a record id; zeros if unused), then a
/// trailer of 8 bytes: lease id and free-at in Unix seconds, both unsigned, big endian. A page has its full length from
/// the moment it is written, so any other length means that it was lost.
/// </summary>
internal static class PageLayout
{
    /// <summary>A record id: 104 bits.</summary>
    public const int SlotLength = 13;

    public const int TrailerLength = 8;

    public static int Length(NumberSegment segment) => TrailerAt(segment) + TrailerLength;

    public static int TrailerAt(NumberSegment segment) => segment.BlockSize * SlotLength;

    public static void WriteTrailer(Span<byte> trailer, uint leaseId, long freeAtMilliseconds)
    {
        BinaryPrimitives.WriteUInt32BigEndian(trailer, leaseId);
        // Rounded down: what is reckoned from it must not be later than the ledger says.
        BinaryPrimitives.WriteUInt32BigEndian(trailer[4..], checked((uint)(freeAtMilliseconds / 1_000)));
    }

    /// <returns>False if it is no trailer: the page was lost, or a stray write made it anew.</returns>
    public static bool TryReadTrailer(ReadOnlySpan<byte> trailer, out uint leaseId, out DateTimeOffset freeAt)
    {
        (leaseId, freeAt) = (0, default);
        if (trailer.Length != TrailerLength) return false;
        leaseId = BinaryPrimitives.ReadUInt32BigEndian(trailer);
        freeAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(trailer[4..]));
        return leaseId != 0;
    }

    /// <summary>A lease id: random, so that two laps of a block hardly ever have the same; never 0.</summary>
    public static uint NewLeaseId()
    {
        Span<byte> bytes = stackalloc byte[4];
        uint id;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            id = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }
        while (id == 0);
        return id;
    }
}

using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>The keys of everything that is stored about numbers. None of them holds a number, name or waybill.</summary>
internal static class NumberKeys
{
    /// <summary>The sorted set of a segment's blocks: <c>pw:n:l:{1}</c>, the braces being Redis Cluster's hash tag.</summary>
    public static RedisKey Ledger(NumberSegment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"pw:n:l:{{{segment.Id}}}");

    /// <summary>When a block was last leased, in Unix milliseconds; in the same hash slot, so that one script writes both.</summary>
    public static RedisKey LastLease(NumberSegment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"pw:n:l:{{{segment.Id}}}:last");

    /// <summary>
    /// A ledger that is being filled, by one attempt alone: two servers may make the same at once. In the same hash slot, so that it
    /// can be renamed.
    /// </summary>
    public static RedisKey LedgerInMaking(NumberSegment segment, Guid attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"pw:n:l:{{{segment.Id}}}:new:{attempt:N}");

    /// <summary>The page of a block: 'n', segment id (2 bytes), block (4 bytes), big endian.</summary>
    public static RedisKey Page(ushort segment, int block) => OfBlock((byte)'n', segment, block);

    /// <summary>
    /// The holds of a block: 'h', segment id (2 bytes), block (4 bytes), big endian; of an external segment 'x' in front, so
    /// that a segment whose kind was changed has no numbers rather than other people's.
    /// </summary>
    public static RedisKey Holds(NumberSegment segment, int block) => OfBlock(segment.External ? (byte)'x' : (byte)'h', segment.Id, block);

    /// <summary>The mark of an external segment, which has no ledger to hold it: <c>pw:n:x:{1}</c>.</summary>
    public static RedisKey ExternalMark(NumberSegment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"pw:n:x:{{{segment.Id}}}");

    private static RedisKey OfBlock(byte kind, ushort segment, int block)
    {
        var key = new byte[7];
        key[0] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(1), segment);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(3), block);
        return key;
    }
}

using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>A leased block whose page is written: its numbers are handed out in order of the sequence.</summary>
internal sealed class Lease(NumberSegment segment, int block, uint id, long endsAt, long freeAt, RedisKey pageKey, long[] values)
{
    public NumberSegment Segment { get; } = segment;

    public int Block { get; } = block;

    /// <summary>As in the page's trailer.</summary>
    public uint Id { get; } = id;

    /// <summary>Unix milliseconds; from then on nothing of it is handed out.</summary>
    public long EndsAt { get; } = endsAt;

    /// <summary>Unix milliseconds; the block's score in the ledger.</summary>
    public long FreeAt { get; } = freeAt;

    public RedisKey PageKey { get; } = pageKey;

    public long FirstSequence => (long)Block * Segment.BlockSize;

    /// <summary>The first slot that was never handed out. Changed under the stock's owner's lock only.</summary>
    public int Next { get; set; }

    /// <summary>Nothing of it is handed out any more. Changed under the stock's owner's lock only.</summary>
    public bool Burned { get; set; }

    public IssuedNumber NumberOf(int slot) =>
        new(new NumberRef(Segment.Id, FirstSequence + slot), Id, Segment.NumberAt(values[slot]));
}

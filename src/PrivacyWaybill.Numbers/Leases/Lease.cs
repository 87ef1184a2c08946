using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// A leased block whose page is written: its numbers are handed out in order of the sequence, without those that are held
/// for somebody. What changes, changes under the stock's owner's lock only.
/// </summary>
internal sealed class Lease(NumberSegment segment, int block, uint id, long endsAt, long freeAt, RedisKey pageKey, long[] values, int[] held)
{
    private int _next, _heldPassed;

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

    /// <summary>Numbers that were never handed out.</summary>
    public int Left { get; private set; } = segment.BlockSize - held.Length;

    /// <summary>Nothing of it was handed out.</summary>
    public bool IsUntouched => Left == Segment.BlockSize - held.Length;

    /// <summary>Nothing of it is handed out any more.</summary>
    public bool Burned { get; set; }

    /// <summary>Takes up to <paramref name="count"/> numbers that follow one another; at least one must be left.</summary>
    public SlotRun Take(int count)
    {
        for (; _heldPassed < held.Length && held[_heldPassed] == _next; _heldPassed++) _next++;
        var end = _heldPassed < held.Length ? held[_heldPassed] : Segment.BlockSize;
        var run = new SlotRun(this, _next, Math.Min(count, end - _next));
        _next += run.Count;
        Left -= run.Count;
        return run;
    }

    public IssuedNumber NumberOf(int slot) =>
        new(new NumberRef(Segment.Id, FirstSequence + slot), Id, Segment.NumberAt(values[slot]));
}

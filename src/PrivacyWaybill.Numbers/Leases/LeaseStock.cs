namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// The numbers of a segment that this server can hand out: leases in order of arrival, and ranges that came back. Not
/// safe for concurrent use; its owner locks.
/// </summary>
internal sealed class LeaseStock
{
    private readonly Queue<Lease> _ready = new();
    private readonly List<SlotRun> _returned = [];
    private long _earliestEnd = long.MaxValue;

    /// <summary>Numbers that can be handed out; exact after <see cref="DropEnded"/>.</summary>
    public long Free { get; private set; }

    public void Add(Lease lease)
    {
        if (lease.Left == 0) return;
        _ready.Enqueue(lease);
        Free += lease.Left;
        _earliestEnd = Math.Min(_earliestEnd, lease.EndsAt);
    }

    /// <summary>Takes <paramref name="count"/> numbers as few ranges, returned ones first, or none at all.</summary>
    public bool TryTake(int count, List<SlotRun> ranges)
    {
        if (Free < count) return false;
        Free -= count;
        while (count > 0)
        {
            var range = _returned.Count > 0 ? TakeReturned(count) : TakeReady(count);
            ranges.Add(range);
            count -= range.Count;
        }
        return true;
    }

    /// <summary>Takes a range back that nobody has.</summary>
    /// <returns>False if its lease has been burned or has ended: then the range is dropped.</returns>
    public bool TryReturn(SlotRun range, long now)
    {
        if (range.Lease.Burned || range.Lease.EndsAt <= now) return false;
        Free += range.Count;
        _earliestEnd = Math.Min(_earliestEnd, range.Lease.EndsAt);
        if (_returned.Count > 0 && _returned[^1] is var top && top.Lease == range.Lease && top.First + top.Count == range.First)
            _returned[^1] = top with { Count = top.Count + range.Count };
        else
            _returned.Add(range);
        return true;
    }

    /// <summary>Never hands out anything of a lease again.</summary>
    /// <returns>False if it was burned before.</returns>
    public bool Burn(Lease lease)
    {
        if (lease.Burned) return false;
        lease.Burned = true;
        Keep(static (l, _) => !l.Burned, 0, null);
        return true;
    }

    /// <summary>Drops leases that ended. Those of which nothing was handed out are put into <paramref name="untouched"/>.</summary>
    public void DropEnded(long now, List<Lease> untouched)
    {
        if (now < _earliestEnd) return;
        Keep(static (l, now) => l.EndsAt > now, now, untouched);
    }

    /// <summary>Drops everything, putting leases of which nothing was handed out into <paramref name="untouched"/>.</summary>
    public void Clear(List<Lease> untouched) => Keep(static (_, _) => false, 0, untouched);

    private SlotRun TakeReturned(int count)
    {
        var range = _returned[^1];
        if (range.Count <= count)
        {
            _returned.RemoveAt(_returned.Count - 1);
            return range;
        }
        _returned[^1] = range with { First = range.First + count, Count = range.Count - count };
        return range with { Count = count };
    }

    private SlotRun TakeReady(int count)
    {
        var lease = _ready.Peek();
        var range = lease.Take(count);
        if (lease.Left == 0) _ready.Dequeue();
        return range;
    }

    private void Keep(Func<Lease, long, bool> keep, long argument, List<Lease>? untouched)
    {
        (Free, _earliestEnd) = (0, long.MaxValue);
        for (var i = _ready.Count; i > 0; i--)
        {
            var lease = _ready.Dequeue();
            if (keep(lease, argument)) Add(lease);
            else if (lease is { IsUntouched: true, Burned: false }) untouched?.Add(lease);
        }
        _returned.RemoveAll(range => !keep(range.Lease, argument));
        foreach (var range in _returned)
        {
            Free += range.Count;
            _earliestEnd = Math.Min(_earliestEnd, range.Lease.EndsAt);
        }
    }
}

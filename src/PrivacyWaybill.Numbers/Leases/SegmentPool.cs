using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Registry;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// The numbers of one segment in this process: hands out what is in stock and leases ahead. One lock, taken once a
/// reservation; the store is asked by at most one task at a time.
/// </summary>
internal sealed class SegmentPool(NumberSegment segment, NumberLedger ledger, LeaseTaker taker, DrainWalk drain, NumberPoolOptions options, TimeProvider time,
    NumberPoolCounters counters, Action<NumberPoolEvent>? notice)
{
    private readonly Lock _gate = new();
    private readonly LeaseStock _stock = new();
    private readonly UsageRate _rate = new();
    private readonly List<Lease> _untouched = [];
    private readonly RefusalNotice _notices = new(segment, notice);
    private TaskCompletionSource<Refusal?> _progress = NewProgress();
    private Task _leasing = Task.CompletedTask;
    private bool _isLeasing, _closed;
    private int _burst = 1;
    private long _retryAt;
    private StoredPhase _phase;
    private Refusal _refusal;

    public NumberSegment Segment { get; } = segment;

    /// <summary>Finds out whether a number of it is held, once it is retired.</summary>
    public DrainWalk Drain { get; } = drain;

    /// <summary>Whether the ledger did not let anything be leased when it was last asked, and the store is not merely away.</summary>
    public bool IsLedgerClosed => taker.LastState is LedgerState.Missing or LedgerState.Disagrees or LedgerState.OfAnother or LedgerState.Old;

    /// <summary>Takes numbers out of the stock, and sees to it that it is filled again.</summary>
    /// <param name="count">How many; all or none.</param>
    /// <param name="ranges">Takes them.</param>
    /// <param name="refusal">Why there are none and asking the store now would not help; null if waiting may.</param>
    public bool TryTake(int count, List<SlotRun> ranges, out Refusal? refusal)
    {
        lock (_gate) return TryTakeLocked(count, ranges, out refusal);
    }

    /// <summary>Takes numbers, waiting for leases as long as the store gives some.</summary>
    /// <returns>Null if they were taken.</returns>
    public async Task<Refusal?> TakeAsync(int count, List<SlotRun> ranges, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<Refusal?> progress;
            lock (_gate)
            {
                if (TryTakeLocked(count, ranges, out var refusal)) return null;
                if (refusal is not null) return refusal;
                progress = _progress.Task;
                LeaseLocked(count - _stock.Free);
            }
            if (await progress.WaitAsync(cancellationToken) is not { } outcome) continue;
            return TryTake(count, ranges, out _) ? null : outcome;
        }
    }

    public void Return(SlotRun range)
    {
        var now = Now();
        bool taken;
        lock (_gate) taken = !_closed && _stock.TryReturn(range, now);
        counters.Settled(taken ? SlotOutcome.Returned : SlotOutcome.Burned, range.Count);
    }

    public void Burn(Lease lease, NumberPoolEventKind reason)
    {
        lock (_gate)
            if (!_stock.Burn(lease)) return;
        counters.LeaseBurned();
        notice?.Invoke(new NumberPoolEvent(reason, Segment));
    }

    /// <summary>What operators want of the segment.</summary>
    public StoredPhase Phase
    {
        get
        {
            lock (_gate) return _phase;
        }
        set
        {
            lock (_gate) _phase = value;
        }
    }

    public void BeginWitness() => taker.BeginWitness();

    public void DoubtStore() => taker.DoubtStore();

    /// <summary>Leases a first block, if there is none; its outcome shows in the status.</summary>
    /// <returns>Whether there are numbers to hand out.</returns>
    public async Task<bool> OpenAsync()
    {
        Task leasing;
        lock (_gate)
        {
            if (_stock.Free == 0) LeaseLocked(1);
            leasing = _leasing;
        }
        await leasing;
        lock (_gate) return _stock.Free > 0;
    }

    /// <summary>Waits for the lease that is under way.</summary>
    public Task LeasedAsync()
    {
        lock (_gate) return _leasing;
    }

    /// <summary>Hands out nothing any more, and frees leases of which nothing was handed out.</summary>
    public async Task CloseAsync()
    {
        Task leasing;
        lock (_gate)
        {
            _closed = true;
            leasing = _leasing;
        }
        await leasing;
        lock (_gate) _stock.Clear(_untouched);
        await GiveBackUntouchedAsync();
    }

    public async Task<SegmentStatus> GetStatusAsync()
    {
        var now = time.GetUtcNow();
        double rate;
        long inHand;
        lock (_gate) (rate, inHand) = (_rate.PerSecond(now.ToUnixTimeMilliseconds()), _stock.Free);
        var reading = new LedgerReading(LedgerState.Unavailable, 0, 0, 0, null);
        DateTimeOffset? exhaustion = null;
        try
        {
            reading = await ledger.ReadAsync(now, options).WithinAsync(options.StoreDeadline, time);
            // Other servers take from it, too; what this one takes shows at once.
            var all = reading.State == LedgerState.Ready ? Math.Max(rate, await ExhaustionForecast.RateAsync(ledger, options, time, now)) : 0;
            if (all > 0) exhaustion = await ExhaustionForecast.EstimateAsync(ledger, options, time, now, reading.FreeBlocks, all);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
        }
        var state = taker.WentBack ? LedgerState.Disagrees
            : reading.State == LedgerState.Ready && !taker.IsClockSure ? LedgerState.ClockUnsure
            : reading.State == LedgerState.Ready && taker.LastState is LedgerState.ClockUnsure or LedgerState.Old or LedgerState.Unwitnessed ? taker.LastState
            : reading.State;
        var size = Segment.BlockSize;
        return new SegmentStatus(Segment, state, reading.FreeBlocks * size, reading.LeasedBlocks * size,
            reading.QuarantinedBlocks * size, inHand, rate, exhaustion, reading.EarliestFree);
    }

    private static TaskCompletionSource<Refusal?> NewProgress() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool TryTakeLocked(int count, List<SlotRun> ranges, out Refusal? refusal)
    {
        var now = Now();
        refusal = null;
        if (_closed || now < _phase.IssuesFrom)
        {
            refusal = new Refusal(!_closed && _phase.IsWithdrawn ? ReservationOutcome.SegmentWithdrawn : ReservationOutcome.SegmentClosed);
            return false;
        }
        _stock.DropEnded(now, _untouched);
        var taken = _stock.TryTake(count, ranges);
        if (taken)
        {
            _rate.Add(count, now);
            counters.Issued(count);
        }
        var refused = now < _retryAt;
        if (!taken && refused) refusal = _refusal;
        var wanted = Math.Max(Segment.BlockSize / 2, (long)(_rate.PerSecond(now) * options.LeaseAhead.TotalSeconds));
        if (taken && !refused && _stock.Free < wanted) LeaseLocked(wanted - _stock.Free);
        return taken;
    }

    private void LeaseLocked(long numbers)
    {
        if (_isLeasing || _closed || Now() < _phase.IssuesFrom) return;
        _isLeasing = true;
        var blocks = (numbers + Segment.BlockSize - 1) / Segment.BlockSize;
        // Somebody is waiting: what was leased last time was too little.
        if (_stock.Free == 0) _burst = Math.Min(2 * _burst, options.MaximumBlocksPerLease);
        else _burst = Math.Max(1, _burst / 2);
        blocks = Math.Clamp(Math.Max(blocks, _burst / 2), 1, options.MaximumBlocksPerLease);
        _leasing = Task.Run(() => LeaseAsync((int)blocks));
    }

    private async Task LeaseAsync(int blocks)
    {
        Refusal? refusal = new Refusal(ReservationOutcome.StoreUnavailable);
        try
        {
            await GiveBackUntouchedAsync();
            refusal = await taker.TakeAsync(blocks, Add);
        }
        finally
        {
            TaskCompletionSource<Refusal?> progress;
            lock (_gate)
            {
                _isLeasing = false;
                if (refusal is { } reason) RefuseLocked(reason);
                (progress, _progress) = (_progress, NewProgress());
            }
            progress.SetResult(refusal);
            _notices.Tell(refusal?.Outcome, taker.LastState);
        }
    }

    private bool Add(Lease lease)
    {
        TaskCompletionSource<Refusal?> progress;
        lock (_gate)
        {
            if (_closed) return false;
            _stock.Add(lease);
            (progress, _progress) = (_progress, NewProgress());
        }
        counters.Leased();
        progress.SetResult(null);
        return true;
    }

    private void RefuseLocked(Refusal refusal)
    {
        var retryAt = time.GetUtcNow() + options.RetryInterval;
        if (refusal.EarliestFree < retryAt) retryAt = refusal.EarliestFree.Value;
        _retryAt = retryAt.ToUnixTimeMilliseconds();
        _refusal = refusal;
        _burst = 1;
    }

    private async Task GiveBackUntouchedAsync()
    {
        Lease[] untouched;
        lock (_gate)
        {
            untouched = [.. _untouched];
            _untouched.Clear();
        }
        foreach (var lease in untouched) await taker.GiveBackAsync([lease.Block], lease.FreeAt);
    }
}

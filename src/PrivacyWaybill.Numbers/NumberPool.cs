using System.Collections.Concurrent;
using System.Collections.Immutable;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Leases;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Registry;
using PrivacyWaybill.Numbers.Witness;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Hands out virtual numbers from blocks that are leased ahead on the segments' ledgers. A block belongs to one server
/// until its time is over, so any number of servers hand out different numbers; what a server still holds when it ends is
/// free again at the block's time. Safe for concurrent use.
/// </summary>
public sealed class NumberPool : IAsyncDisposable
{
    /// <summary>Most numbers of one reservation.</summary>
    public const int MaximumCount = 10_000;

    private const int MaximumPooled = 256;

    private readonly NumberPlan _plan;
    private readonly ILeaseWitness? _witness;
    private readonly ClockWatch _clock;
    private readonly Action<NumberPoolEvent>? _notice;
    private readonly Lock _lock = new();
    private volatile PoolRoutes _routes;
    private readonly ConcurrentQueue<NumberReservation> _idle = new();

    /// <summary>Makes a pool; asks the store for nothing yet.</summary>
    /// <param name="database">The store. Its multiplexer should not put details into exceptions.</param>
    /// <param name="plan">Segments and permutations; not disposed with the pool.</param>
    /// <param name="options">Checked here.</param>
    /// <param name="time">The clock of leases.</param>
    /// <param name="notice">Is told what an operator should know; must be quick and not throw.</param>
    /// <param name="witness">Remembers leases outside the store; null if nothing does. Not disposed with the pool.</param>
    /// <param name="clock">Watches the clock; null for one of its own.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public NumberPool(IDatabase database, NumberPlan plan, NumberPoolOptions options, TimeProvider time, Action<NumberPoolEvent>? notice = null, ILeaseWitness? witness = null,
        ClockWatch? clock = null)
    {
        options.Validate();
        _clock = clock ?? new ClockWatch(database, options, time);
        (Database, Options, Time) = (database, options, time);
        Holds = new NumberHolds(database, plan.Segments, options, time, witness);
        (_plan, _witness, _notice) = (plan, witness, notice);
        External = new ExternalNumbers(database, plan, Holds, options, time);
        _routes = new PoolRoutes([.. plan.Segments.Segments.Where(static s => !s.External).Select(Open)]);
        if (witness is not null) database.Multiplexer.ConnectionRestored += OnRestored;
    }

    /// <summary>Running totals.</summary>
    public NumberPoolCounters Counters { get; } = new();

    /// <summary>Numbers that are extended beyond their blocks.</summary>
    public NumberHolds Holds { get; }

    /// <summary>Numbers of other number clouds, which are imported and never handed out.</summary>
    public ExternalNumbers External { get; }

    internal IDatabase Database { get; }

    /// <summary>The times of its leases and numbers.</summary>
    public NumberPoolOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>
    /// Leases the first block of the first segment that can be used, so that the first batch need not wait. Other
    /// segments lease when they are first asked for: a lease that is not used costs numbers. A store that is away, or a
    /// ledger that is missing, is no error here: see <see cref="GetStatusAsync"/>; it is tried again on use. Called again, it
    /// waits for a lease that is under way.
    /// </summary>
    public async Task OpenAsync()
    {
        var (all, any) = (_routes.All, _routes.Any);
        // A server that witnessed nothing yet is told from one whose witness is gone.
        foreach (var pool in all) pool.BeginWitness();
        for (var i = 0; i < any.Length; i++)
            if (IsTurnOf(any, i) && await any[i].OpenAsync()) return;
    }

    /// <summary>Hands out numbers of a segment that was added to the plan, too; of an external one they can be imported. Again, it changes nothing.</summary>
    public void Add(NumberSegment segment, StoredPhase phase = default)
    {
        if (segment.External)
        {
            External.Begin(segment, phase);
            return;
        }
        lock (_lock)
        {
            if (_routes.Find(segment.Id) is not null) return;
            var pool = Open(segment);
            pool.Phase = phase;
            pool.BeginWitness();
            _routes = new PoolRoutes(_routes.All.Add(pool));
        }
    }

    /// <summary>
    /// The store may be another one than before (it was away, or restarted): before anything is leased, its ledgers are
    /// compared with their witnesses again.
    /// </summary>
    public void DoubtStore()
    {
        foreach (var pool in _routes.All) pool.DoubtStore();
    }

    /// <summary>Reserves numbers, at once if enough are leased, otherwise as soon as they are.</summary>
    /// <param name="segment">Name of a segment, or null for the first in the table that has numbers.</param>
    /// <param name="count">1 to <see cref="MaximumCount"/>; all of one segment, all or none.</param>
    /// <param name="cancellationToken">Ends waiting; never a call to the store.</param>
    /// <returns>The numbers, or why there are none. To be completed in either case.</returns>
    public ValueTask<NumberReservation> ReserveAsync(string? segment, int count, CancellationToken cancellationToken = default) =>
        ReserveAsync(new NumberSource(segment), count, cancellationToken);

    /// <inheritdoc cref="ReserveAsync(string?, int, CancellationToken)"/>
    /// <param name="source">Where the numbers are to come from.</param>
    /// <param name="count">1 to <see cref="MaximumCount"/>; all of one segment, all or none.</param>
    /// <param name="cancellationToken">Ends waiting; never a call to the store.</param>
    public ValueTask<NumberReservation> ReserveAsync(NumberSource source, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumCount);
        var reservation = _idle.TryDequeue(out var idle) ? idle : new NumberReservation(this);
        return ReserveAsync(reservation, _routes.Of(source), count, cancellationToken);
    }

    /// <summary>All segments, read from the store. A store that is away shows as such; never throws because of it.</summary>
    public async Task<PoolStatus> GetStatusAsync() =>
        new([.. await Task.WhenAll(_plan.Segments.Segments.Select(Describe).OfType<Task<SegmentStatus>>())]);

    /// <summary>Has a segment do what operators want of it. A segment that the pool does not have is left alone.</summary>
    public void Set(ushort segment, StoredPhase phase)
    {
        if (_routes.Find(segment) is { } pool) pool.Phase = phase;
        else if (_plan.Segments.TryFind(segment, out var external) && external.External) External.Set(external, phase);
    }

    /// <summary>
    /// Hands out nothing any more and frees, if the store answers, the blocks of which nothing was handed out.
    /// Reservations that are still out can be completed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Database.Multiplexer.ConnectionRestored -= OnRestored;
        await Task.WhenAll(_routes.All.Select(static p => p.CloseAsync()));
    }

    private SegmentPool Open(NumberSegment segment)
    {
        var ledger = new NumberLedger(Database, _plan, segment);
        var comparison = _witness is null ? null : new LedgerWitness(Database, _plan, segment, _witness, Options, Time);
        var gate = new LedgerGate(comparison, _witness, segment, Time, kind => _notice?.Invoke(new NumberPoolEvent(kind, segment)));
        var taker = new LeaseTaker(Database, ledger, Holds, gate, _plan.PermutationOf(segment), _clock, Options, Time);
        return new SegmentPool(segment, ledger, taker, new DrainWalk(Holds, segment, Time), Options, Time, Counters, _notice);
    }

    /// <summary>Null for one that was added a moment ago, and that the pool does not have yet.</summary>
    private Task<SegmentStatus>? Describe(NumberSegment segment)
    {
        if (segment.External) return External.GetStatusAsync(segment);
        return _routes.Find(segment.Id) is { } pool ? DescribeAsync(pool) : null;
    }

    private async Task<SegmentStatus> DescribeAsync(SegmentPool pool)
    {
        var (segment, phase) = (pool.Segment, pool.Phase.Phase);
        if (pool.Phase is { Phase: SegmentPhase.Opening, OpensAt: var at } && at <= Time.GetUtcNow()) phase = SegmentPhase.Open;
        var status = await pool.GetStatusAsync();
        return status with
        {
            Phase = phase,
            IsStandingBy = segment.ReserveFor is { } name && _routes.Of(new NumberSource(name)) is [{ IsLedgerClosed: false }, ..],
            IsDrained = phase == SegmentPhase.Retired && status.State == LedgerState.Ready && status.Free == segment.Capacity
                && await pool.Drain.GoOnAsync(),
        };
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) => DoubtStore();

    /// <summary>Waits for leases that are under way, and for nothing else.</summary>
    internal Task LeasedAsync() => Task.WhenAll(_routes.All.Select(static p => p.LeasedAsync()));

    internal void Return(SlotRun range) => _routes[range.Lease.Segment.Id].Return(range);

    internal void Burn(Lease lease, NumberPoolEventKind reason) => _routes[lease.Segment.Id].Burn(lease, reason);

    internal void Recycle(NumberReservation reservation)
    {
        reservation.Ranges.Clear();
        if (_idle.Count < MaximumPooled) _idle.Enqueue(reservation);
    }

    private ValueTask<NumberReservation> ReserveAsync(NumberReservation reservation, ImmutableArray<SegmentPool> pools, int count, CancellationToken cancellationToken)
    {
        Refusal? refused = null;
        for (var i = 0; i < pools.Length; i++)
        {
            if (!IsTurnOf(pools, i)) continue;
            if (pools[i].TryTake(count, reservation.Ranges, out var refusal)) return new(reservation.Reserve(count, Options));
            if (refusal is not { } reason) return new(WaitAsync(reservation, pools, i, refused, count, cancellationToken));
            refused = Weigh(refused, reason);
        }
        return new(reservation.Refuse(refused ?? new Refusal(ReservationOutcome.UnknownSegment)));
    }

    private async Task<NumberReservation> WaitAsync(NumberReservation reservation, ImmutableArray<SegmentPool> pools, int first, Refusal? refused, int count, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = first; i < pools.Length; i++)
            {
                if (!IsTurnOf(pools, i)) continue;
                if (await pools[i].TakeAsync(count, reservation.Ranges, cancellationToken) is not { } reason)
                    return reservation.Reserve(count, Options);
                refused = Weigh(refused, reason);
            }
        }
        catch (OperationCanceledException)
        {
            Recycle(reservation);
            throw;
        }
        return reservation.Refuse(refused!.Value);
    }

    /// <summary>A reserve's turn comes only when the segment that it stands behind is closed; asked for by name it is no reserve.</summary>
    private static bool IsTurnOf(ImmutableArray<SegmentPool> pools, int i)
    {
        var primary = i;
        while (primary > 0 && pools[primary].Segment.ReserveFor is not null) primary--;
        return primary == i || pools[primary].IsLedgerClosed;
    }

    /// <summary>Of several segments' reasons the one that a caller can do most about: wait for the store, wait for a number, ask an operator.</summary>
    private static Refusal Weigh(Refusal? before, Refusal reason)
    {
        if (before is not { } other) return reason;
        if (Weight(other) != Weight(reason)) return Weight(other) > Weight(reason) ? other : reason;
        return other.EarliestFree <= reason.EarliestFree ? other : reason;

        static int Weight(Refusal refusal) => refusal.Outcome switch
        {
            ReservationOutcome.StoreUnavailable => 3,
            ReservationOutcome.Exhausted => 2,
            ReservationOutcome.SegmentClosed => 1,
            _ => 0,
        };
    }
}

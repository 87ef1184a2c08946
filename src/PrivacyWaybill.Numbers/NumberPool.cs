using System.Collections.Concurrent;
using System.Collections.Immutable;
using PrivacyWaybill.Numbers.Leases;
using PrivacyWaybill.Numbers.Ledger;
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

    private readonly ImmutableArray<SegmentPool> _pools;
    private readonly Dictionary<string, ImmutableArray<SegmentPool>> _byName;
    private readonly Dictionary<ushort, SegmentPool> _byId;
    private readonly ConcurrentQueue<NumberReservation> _idle = new();

    /// <summary>Makes a pool; asks the store for nothing yet.</summary>
    /// <param name="database">The store. Its multiplexer should not put details into exceptions.</param>
    /// <param name="plan">Segments and permutations; not disposed with the pool.</param>
    /// <param name="options">Checked here.</param>
    /// <param name="time">The clock of leases.</param>
    /// <param name="notice">Is told what an operator should know; must be quick and not throw.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public NumberPool(IDatabase database, NumberPlan plan, NumberPoolOptions options, TimeProvider time, Action<NumberPoolEvent>? notice = null)
    {
        options.Validate();
        (Database, Options, Time) = (database, options, time);
        _pools = [.. plan.Segments.Segments.Select(segment =>
        {
            var ledger = new NumberLedger(database, plan, segment);
            var taker = new LeaseTaker(database, ledger, plan.PermutationOf(segment), options, time);
            return new SegmentPool(segment, ledger, taker, options, time, Counters, notice);
        })];
        _byName = _pools.ToDictionary(static p => p.Segment.Name, static p => ImmutableArray.Create(p), StringComparer.Ordinal);
        _byId = _pools.ToDictionary(static p => p.Segment.Id);
    }

    /// <summary>Running totals.</summary>
    public NumberPoolCounters Counters { get; } = new();

    internal IDatabase Database { get; }

    internal NumberPoolOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>
    /// Leases the first block of the first segment that can be used, so that the first batch need not wait. Other
    /// segments lease when they are first asked for: a lease that is not used costs numbers. A store that is away, or a
    /// ledger that is missing, is no error here: see <see cref="GetStatusAsync"/>; it is tried again on use. Called again, it
    /// waits for a lease that is under way.
    /// </summary>
    public async Task OpenAsync()
    {
        foreach (var pool in _pools)
            if (await pool.OpenAsync()) return;
    }

    /// <summary>Reserves numbers, at once if enough are leased, otherwise as soon as they are.</summary>
    /// <param name="segment">Name of a segment, or null for the first in the table that has numbers.</param>
    /// <param name="count">1 to <see cref="MaximumCount"/>; all of one segment, all or none.</param>
    /// <param name="cancellationToken">Ends waiting; never a call to the store.</param>
    /// <returns>The numbers, or why there are none. To be completed in either case.</returns>
    public ValueTask<NumberReservation> ReserveAsync(string? segment, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumCount);
        var reservation = _idle.TryDequeue(out var idle) ? idle : new NumberReservation(this);
        if (segment is null) return ReserveAsync(reservation, _pools, count, cancellationToken);
        return _byName.TryGetValue(segment, out var pools)
            ? ReserveAsync(reservation, pools, count, cancellationToken)
            : new(reservation.Refuse(new Refusal(ReservationOutcome.UnknownSegment)));
    }

    /// <summary>All segments, read from the store. A store that is away shows as such; never throws because of it.</summary>
    public async Task<PoolStatus> GetStatusAsync() =>
        new([.. await Task.WhenAll(_pools.Select(static p => p.GetStatusAsync()))]);

    /// <summary>
    /// Hands out nothing any more and frees, if the store answers, the blocks of which nothing was handed out.
    /// Reservations that are still out can be completed.
    /// </summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_pools.Select(static p => p.CloseAsync()));

    internal void Return(SlotRun range) => _byId[range.Lease.Segment.Id].Return(range);

    internal void Burn(Lease lease, NumberPoolEventKind reason) => _byId[lease.Segment.Id].Burn(lease, reason);

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

    /// <summary>Of several segments' reasons the one that a caller can do most about: wait for the store, wait for a number, ask an operator.</summary>
    private static Refusal Weigh(Refusal? before, Refusal reason)
    {
        if (before is not { } other) return reason;
        if (Weight(other) != Weight(reason)) return Weight(other) > Weight(reason) ? other : reason;
        return other.EarliestFree <= reason.EarliestFree ? other : reason;

        static int Weight(Refusal refusal) => refusal.Outcome switch
        {
            ReservationOutcome.StoreUnavailable => 2,
            ReservationOutcome.Exhausted => 1,
            _ => 0,
        };
    }
}

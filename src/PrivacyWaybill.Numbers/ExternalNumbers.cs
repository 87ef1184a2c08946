using System.Buffers.Binary;
using System.Collections.Concurrent;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using PrivacyWaybill.Numbers.Registry;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Numbers that another number cloud issued, in segments of their own. Each that has a party has a hold
/// (<see cref="NumberHolds"/>) and no page: record, a lease id of its own, whose last bit says which of the record's parties it
/// is for, end and rest. A claim is set if the number is nobody's or the same party's already, in one script, so that two
/// parties never have it at the same time; <see cref="NumberDirectory"/> leads from it to the record, which must name the
/// number with the same lease. A claim that its record never came to name leads nowhere, and keeps the number from others
/// until it is over: nobody knows whether the record's write is still under way. Safe for concurrent use.
/// </summary>
/// <remarks>
/// How long a number rested before it came here is its former issuer's to say. From then on it rests as ours do: it can be
/// another party's once its time and the quarantine are over.
/// </remarks>
public sealed class ExternalNumbers
{
    private readonly IDatabase _database;
    private readonly NumberPlan _plan;
    private readonly NumberHolds _holds;
    private readonly NumberPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<ushort, StoredPhase> _phases = [];
    private readonly ConcurrentDictionary<ushort, (DateTimeOffset Since, DrainWalk Walk)> _drains = [];

    internal ExternalNumbers(IDatabase database, NumberPlan plan, NumberHolds holds, NumberPoolOptions options, TimeProvider time) =>
        (_database, _plan, _holds, _options, _time) = (database, plan, holds, options, time);

    /// <summary>Makes the mark of a segment, if it has none. To be called by an operator's command only.</summary>
    public static async Task<InitialiseOutcome> InitialiseAsync(IDatabase database, NumberPlan plan, NumberSegment segment)
    {
        try
        {
            return await database.StringSetAsync(NumberKeys.ExternalMark(segment), plan.MarkOf(segment), when: When.NotExists)
                ? InitialiseOutcome.Initialised
                : InitialiseOutcome.AlreadyExists;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return InitialiseOutcome.StoreUnavailable;
        }
    }

    /// <summary>Whether the store's mark is that of the segment, and the store does not have it as one of our own; never throws because of the store.</summary>
    public static async Task<LedgerState> StateAsync(IDatabase database, NumberPlan plan, NumberSegment segment)
    {
        try
        {
            var mark = database.StringGetAsync(NumberKeys.ExternalMark(segment));
            if (await database.KeyExistsAsync(NumberKeys.Ledger(segment))) return LedgerState.Disagrees;
            if ((await mark).IsNull) return LedgerState.Missing;
            return await mark == plan.MarkOf(segment) ? LedgerState.Ready : LedgerState.Disagrees;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return LedgerState.Unavailable;
        }
    }

    /// <summary>Whether numbers of a segment may be imported now: it is external, and neither suspended, retired nor only just added.</summary>
    public bool IsOpen(NumberSegment segment) =>
        segment.External && _phases.GetValueOrDefault(segment.Id).IssuesFrom <= _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>
    /// Claims numbers for records that are to name them, in the order given. Again for the same party it changes nothing but
    /// that the number lasts as long as the later end: so an unknown outcome can be asked for again.
    /// </summary>
    /// <returns>One outcome a claim, and the numbers, by their claims' indexes. Never throws because of the store.</returns>
    public async Task<(ReservationOutcome[] Outcomes, NumberReservation Numbers)> ClaimAsync(IReadOnlyList<ExternalClaim> claims)
    {
        var outcomes = new ReservationOutcome[claims.Count];
        var numbers = new IssuedNumber[claims.Count];
        var replies = new Task<RedisResult>?[claims.Count];
        var states = await StatesAsync(claims);
        for (var i = 0; i < replies.Length; i++)
        {
            _plan.Segments.TryFind(claims[i].Place.Segment, out var segment);
            if (states.GetValueOrDefault(claims[i].Place.Segment, LedgerState.Missing) == LedgerState.Ready) replies[i] = Send(segment, claims[i]);
        }
        await SettleAsync(replies);
        for (var i = 0; i < replies.Length; i++)
        {
            (outcomes[i], var leaseId) = Judge(states.GetValueOrDefault(claims[i].Place.Segment, LedgerState.Missing), replies[i]);
            if (outcomes[i] == ReservationOutcome.Reserved && _plan.TryDescribe(claims[i].Place, out var printed)) numbers[i] = new IssuedNumber(claims[i].Place, leaseId, printed);
        }
        return (outcomes, new NumberReservation(numbers));
    }

    /// <summary>What operators want of a segment that was just added; again, it changes nothing.</summary>
    internal void Begin(NumberSegment segment, StoredPhase phase) => _phases.TryAdd(segment.Id, phase);

    internal void Set(NumberSegment segment, StoredPhase phase) => _phases[segment.Id] = phase;

    /// <summary>Numbers that have a party, or rest, as <see cref="SegmentStatus.Leased"/>; never throws because of the store.</summary>
    internal async Task<SegmentStatus> GetStatusAsync(NumberSegment segment)
    {
        var count = 0L;
        var state = LedgerState.Unavailable;
        try
        {
            state = await StateAsync(_database, _plan, segment).WithinAsync(_options.StoreDeadline, _time);
            if (state == LedgerState.Ready)
            {
                var counts = Enumerable.Range(0, segment.BlockCount).Select(b => _database.HashLengthAsync(NumberKeys.Holds(segment, b)));
                count = (await Task.WhenAll(counts).WithinAsync(_options.StoreDeadline, _time)).Sum();
            }
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            state = LedgerState.Unavailable;
        }
        var phase = _phases.GetValueOrDefault(segment.Id);
        if (phase.Phase == SegmentPhase.Opening && IsOpen(segment)) phase = default;
        return new SegmentStatus(segment, state, 0, count, 0, 0, 0, null, null)
        {
            Phase = phase.Phase,
            IsDrained = phase.Phase == SegmentPhase.Retired && state == LedgerState.Ready && (count == 0 || await DrainOf(segment).GoOnAsync()),
        };
    }

    /// <summary>Anew after an hour: a server that did not know yet that the segment is retired may have imported a number.</summary>
    private DrainWalk DrainOf(NumberSegment segment)
    {
        var now = _time.GetUtcNow();
        return _drains.AddOrUpdate(segment.Id, _ => (now, new DrainWalk(_holds, segment, _time)),
            (_, old) => now - old.Since < TimeSpan.FromHours(1) ? old : (now, new DrainWalk(_holds, segment, _time))).Walk;
    }

    /// <summary>The states of the segments of claims; those that the plan does not have as external are not in it.</summary>
    private async Task<Dictionary<ushort, LedgerState>> StatesAsync(IReadOnlyList<ExternalClaim> claims)
    {
        var states = new Dictionary<ushort, LedgerState>();
        foreach (var id in claims.Select(static c => c.Place.Segment).Distinct())
        {
            if (!_plan.Segments.TryFind(id, out var segment) || !segment.External) continue;
            try
            {
                states[id] = await StateAsync(_database, _plan, segment).WithinAsync(_options.StoreDeadline, _time);
            }
            catch (TimeoutException)
            {
                states[id] = LedgerState.Unavailable;
            }
        }
        return states;
    }

    private Task<RedisResult>? Send(NumberSegment segment, in ExternalClaim claim)
    {
        if ((ulong)claim.Place.Sequence >= (ulong)segment.Capacity) return null;
        var now = _time.GetUtcNow();
        var (block, slot) = Math.DivRem(claim.Place.Sequence, segment.BlockSize);
        var freeAt = DateTimeOffset.FromUnixTimeSeconds(_holds.FreeAt(claim.Until).ToUnixTimeSeconds());
        var latest = now + _options.LongestTotalValidity;
        var value = HoldLayout.Write(claim.RecordId.Span, NewLeaseId(claim.IsSecond), checked((uint)freeAt.ToUnixTimeSeconds()), checked((uint)(latest > claim.Until ? latest : claim.Until).ToUnixTimeSeconds()));
        var expiry = (long)NumberHolds.Expiry(freeAt, now).TotalMilliseconds;
        try
        {
            return _database.ScriptEvaluateAsync(HoldScripts.Claim, [NumberKeys.Holds(segment, (int)block)],
                [slot, value, freeAt.ToUnixTimeSeconds(), now.ToUnixTimeSeconds(), expiry]);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return Task.FromException<RedisResult>(e);
        }
    }

    private static (ReservationOutcome Outcome, uint LeaseId) Judge(LedgerState state, Task<RedisResult>? reply)
    {
        if (state == LedgerState.Unavailable) return (ReservationOutcome.StoreUnavailable, 0);
        if (reply is null) return (ReservationOutcome.SegmentClosed, 0);
        if (!reply.IsCompletedSuccessfully) return (ReservationOutcome.StoreUnavailable, 0);
        return (byte[]?)reply.Result is { Length: sizeof(uint) } lease
            ? (ReservationOutcome.Reserved, BinaryPrimitives.ReadUInt32BigEndian(lease))
            : (ReservationOutcome.Taken, 0);
    }

    /// <summary>Random but for the last bit, and never 0.</summary>
    private static uint NewLeaseId(bool isSecond)
    {
        uint id;
        do id = PageLayout.NewLeaseId() & ~1u;
        while (id == 0);
        return isSecond ? id | 1 : id;
    }

    private async Task SettleAsync(Task<RedisResult>?[] replies)
    {
        try
        {
            await Task.WhenAll(replies.OfType<Task<RedisResult>>()).WithinAsync(_options.StoreDeadline, _time);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // Which of them failed is looked at one by one.
        }
    }
}

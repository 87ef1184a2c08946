using System.Buffers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using PrivacyWaybill.Numbers.Permutation;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// Leases blocks of a segment: the ledger's script, then a page for each block, its holds, and its numbers, permuted. A lease exists
/// once ledger and page are acknowledged; a block whose outcome is unknown stays leased in the ledger, used by nobody.
/// Called by one task at a time.
/// </summary>
internal sealed class LeaseTaker(IDatabase database, NumberLedger ledger, NumberHolds holds, LedgerGate gate, NumberPermutation permutation, ClockWatch clock, NumberPoolOptions options, TimeProvider time)
{
    /// <summary>A page lives this much longer than its block is leased; its trailer is what counts.</summary>
    private static readonly TimeSpan PageMargin = TimeSpan.FromHours(1);

    private readonly NumberSegment _segment = ledger.Segment;

    // What this process knows of each block, in Unix seconds: a ledger that offers a block earlier went back in time.
    private uint[]? _freeAtKnown;

    /// <summary>Why the ledger may not be used, when it was last asked.</summary>
    public LedgerState LastState { get; private set; } = LedgerState.Unavailable;

    /// <summary>Whether the clock can be believed.</summary>
    public bool IsClockSure => clock.IsSure;

    /// <summary>The ledger offered a block that this process still holds leased. It is not trusted again.</summary>
    public bool WentBack { get; private set; }

    /// <summary>Makes this server's witness of the segment, if it can; otherwise it is tried again, and told, before a lease.</summary>
    public void BeginWitness() => gate.TryBegin();

    /// <summary>The ledger is to be compared with its witnesses before it is asked again.</summary>
    public void DoubtStore() => gate.Doubt();

    /// <summary>Leases up to <paramref name="count"/> blocks and hands each to <paramref name="add"/> when it is usable.</summary>
    /// <param name="count">Blocks wanted.</param>
    /// <param name="add">Takes a lease; false if no more are wanted.</param>
    /// <returns>Null if at least one block came, else why not.</returns>
    public async Task<Refusal?> TakeAsync(int count, Func<Lease, bool> add)
    {
        if (WentBack) return Closed(LedgerState.Disagrees);
        if (await gate.PassAsync() is not LedgerState.Ready and var hindrance) return Closed(hindrance);
        if (!await clock.IsSureAsync()) return Closed(LedgerState.ClockUnsure);
        var now = time.GetUtcNow();
        var endsAt = now + options.MaximumLeaseAge;
        var freeAt = (endsAt + options.LongestValidity + options.Quarantine + options.ClockMargin).ToUnixTimeMilliseconds();
        LeaseGrant grant;
        try
        {
            grant = await ledger.LeaseAsync(now.ToUnixTimeMilliseconds(), freeAt, count).WithinAsync(options.StoreDeadline, time);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return Unavailable();
        }
        if (grant.State != LedgerState.Ready)
        {
            // Whatever comes back in its place may be old.
            gate.Doubt();
            return Closed(grant.State);
        }
        LastState = LedgerState.Ready;
        if (grant.Blocks.Length == 0) return new Refusal(ReservationOutcome.Exhausted, grant.EarliestFree);
        if (!Remember(grant.Blocks, now.ToUnixTimeMilliseconds(), freeAt)) return Closed(LedgerState.Disagrees);
        // What was granted wrongly stays leased, used by nobody.
        if (await gate.AdmitAsync(grant.Blocks, now, DateTimeOffset.FromUnixTimeMilliseconds(freeAt)) is not LedgerState.Ready and var refused) return Closed(refused);

        var expiry = DateTimeOffset.FromUnixTimeMilliseconds(freeAt) - now + PageMargin;
        for (var i = 0; i < grant.Blocks.Length; i++)
        {
            var lease = await MakeAsync(grant.Blocks[i], endsAt.ToUnixTimeMilliseconds(), freeAt, expiry);
            // Blocks that no page write was sent for are free again for certain.
            if (lease is null)
            {
                StoreCall.Forget(GiveBackAsync(grant.Blocks[(i + 1)..], freeAt));
                return Unavailable();
            }
            if (add(lease)) continue;
            await GiveBackAsync(grant.Blocks[i..], freeAt);
            break;
        }
        return null;
    }

    /// <summary>Frees blocks of which nothing was handed out. What cannot be freed comes free at its time.</summary>
    public async Task GiveBackAsync(int[] blocks, long freeAt)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!gate.TryRelease(blocks)) return;
        try
        {
            foreach (var block in blocks)
            {
                _freeAtKnown![block] = 0;
                await ledger.GiveBackAsync(block, freeAt, now).WithinAsync(options.StoreDeadline, time);
            }
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
        }
    }

    private Refusal Unavailable()
    {
        LastState = LedgerState.Unavailable;
        return new Refusal(ReservationOutcome.StoreUnavailable);
    }

    private Refusal Closed(LedgerState state)
    {
        if (state == LedgerState.Unavailable) return Unavailable();
        LastState = state;
        return new Refusal(ReservationOutcome.SegmentClosed);
    }

    private bool Remember(int[] blocks, long now, long freeAt)
    {
        _freeAtKnown ??= new uint[_segment.BlockCount];
        foreach (var block in blocks)
        {
            // With a witness it is known what to do about it.
            WentBack |= !gate.IsWitnessed && _freeAtKnown[block] > now / 1_000;
            _freeAtKnown[block] = (uint)(freeAt / 1_000);
        }
        return !WentBack;
    }

    /// <returns>Null if the store did not acknowledge the page, or did not tell the holds.</returns>
    private async Task<Lease?> MakeAsync(int block, long endsAt, long freeAt, TimeSpan expiry)
    {
        var (id, key) = (PageLayout.NewLeaseId(), NumberKeys.Page(_segment.Id, block));
        var length = PageLayout.Length(_segment);
        var page = ArrayPool<byte>.Shared.Rent(length);
        page.AsSpan(0, length).Clear();
        PageLayout.WriteTrailer(page.AsSpan(PageLayout.TrailerAt(_segment)), id, freeAt);
        var values = new long[_segment.BlockSize];
        int[] held;
        try
        {
            var write = database.StringSetAsync(key, page.AsMemory(0, length), expiry);
            permutation.Permute((long)block * _segment.BlockSize, values);
            if (!await write.WithinAsync(options.StoreDeadline, time)) return null;
            // After the page is written, never before: see NumberHolds.
            held = await holds.SweepAsync(_segment, block, time.GetUtcNow());
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // The page may still be on its way: its bytes are not used for anything else.
            return null;
        }
        ArrayPool<byte>.Shared.Return(page);
        return new Lease(_segment, block, id, endsAt, freeAt, key, values, held);
    }
}

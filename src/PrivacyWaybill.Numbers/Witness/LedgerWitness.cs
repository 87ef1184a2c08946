using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Witness;

/// <summary>
/// Compares a segment's ledger with its witnesses, and mends it where all of them are there: a block is then leased no earlier
/// than was witnessed, as if the store had never gone back. Scores are raised, never lowered.
/// </summary>
public sealed class LedgerWitness
{
    private const int Chunk = 1_000;

    private readonly NumberLedger _ledger;
    private readonly NumberHolds _holds;
    private readonly ILeaseWitness _witness;
    private readonly NumberPoolOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A comparison of one ledger.</summary>
    public LedgerWitness(IDatabase database, NumberPlan plan, NumberSegment segment, ILeaseWitness witness, NumberPoolOptions options, TimeProvider time)
    {
        _ledger = new NumberLedger(database, plan, segment);
        _holds = new NumberHolds(database, plan.Segments, options, time);
        (_witness, _options, _time) = (witness, options, time);
    }

    /// <summary>Compares, and mends if it can. Never throws because of the store or the witnesses.</summary>
    public async Task<WitnessVerdict> VerifyAsync()
    {
        try
        {
            var state = (await _ledger.ReadAsync(_time.GetUtcNow(), _options).WithinAsync(_options.StoreDeadline, _time)).State;
            if (state == LedgerState.Unavailable) return WitnessVerdict.Unavailable;
            if (state != LedgerState.Ready) return WitnessVerdict.NoLedger;
            if (!(await FindBehindAsync(_witness.Read(_ledger.Segment))).IsBehind) return WitnessVerdict.Agrees;

            // A block that was given back meanwhile looks like one that the ledger forgot: only what shows twice counts.
            var reading = _witness.Read(_ledger.Segment);
            var (leases, holds) = await FindBehindAsync(reading);
            if (leases.Count > 0 && !reading.IsComplete) return WitnessVerdict.Old;
            // A hold alone can be missing because its write failed; that does not make the store old.
            await RaiseAsync(leases.Count > 0 ? [.. leases, .. holds, .. await InDoubtAsync(reading)] : holds);
            return leases.Count > 0 ? WitnessVerdict.Mended : WitnessVerdict.Agrees;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return WitnessVerdict.Unwitnessed;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return WitnessVerdict.Unavailable;
        }
    }

    /// <summary>
    /// Makes a lost ledger anew from what was witnessed. To be called by an operator's command only.
    /// </summary>
    /// <returns><see cref="WitnessVerdict.Old"/> if witnesses are missing; then nothing was done.</returns>
    public async Task<WitnessVerdict> RebuildAsync()
    {
        try
        {
            var reading = _witness.Read(_ledger.Segment);
            if (!reading.IsComplete) return WitnessVerdict.Old;
            var outcome = await _ledger.InitialiseAsync(block => FreeAt(reading.Blocks[block]));
            return outcome == InitialiseOutcome.StoreUnavailable ? WitnessVerdict.Unavailable
                : outcome == InitialiseOutcome.AlreadyExists ? await VerifyAsync() : WitnessVerdict.Mended;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return WitnessVerdict.Unwitnessed;
        }
    }

    /// <summary>Whether a block that the ledger offers is known to be somebody's still.</summary>
    /// <exception cref="IOException">The witnesses cannot be read.</exception>
    internal async Task<bool> IsTakenAsync(int block, DateTimeOffset now)
    {
        var witnessed = _witness.Read(_ledger.Segment, block);
        var seconds = now.ToUnixTimeSeconds();
        return witnessed.FreeAt > seconds
            || (witnessed.HeldUntil > seconds && !(await _holds.ReadBlockAsync(_ledger.Segment, block)).Knows(witnessed.HeldUntil, _witness.ReadMarks(_ledger.Segment, block)));
    }

    /// <summary>Milliseconds; rounded up, because what is witnessed was rounded down.</summary>
    private static long FreeAt(WitnessedBlock block) => Math.Max(block.FreeAt, block.HeldUntil) is > 0 and var seconds ? (seconds + 1L) * 1_000 : 0;

    /// <summary>
    /// A store that is old has lost the holds that were made since. Which slots they are is not witnessed, so their blocks
    /// rest until the last of them is over. Holds from before the last lease that the store knows of are there.
    /// </summary>
    private async Task<List<(int Block, long FreeAt)>> InDoubtAsync(WitnessReading reading)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var known = await _ledger.LastLeaseAsync().WithinAsync(_options.StoreDeadline, _time);
        var since = ((known ?? DateTimeOffset.UnixEpoch) - _options.ClockMargin - _options.StoreDeadline).ToUnixTimeSeconds();
        List<(int, long)> blocks = [];
        for (var block = 0; block < reading.Blocks.Length; block++)
            if (reading.Blocks[block].HeldUntil > now && reading.Blocks[block].HeldAt >= since) blocks.Add((block, FreeAt(reading.Blocks[block])));
        return blocks;
    }

    private async Task RaiseAsync(IEnumerable<(int Block, long FreeAt)> blocks)
    {
        foreach (var part in blocks.Chunk(Chunk)) await _ledger.RaiseAsync(part).WithinAsync(_options.StoreDeadline, _time);
    }

    /// <summary>Blocks that the ledger would lease too early, by a lease or by a hold alone, and when it may.</summary>
    private async Task<Behind> FindBehindAsync(WitnessReading reading)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        List<int> suspects = [.. Enumerable.Range(0, reading.Blocks.Length).Where(b => Math.Max(reading.Blocks[b].FreeAt, reading.Blocks[b].HeldUntil) > now)];
        var behind = new Behind([], []);
        foreach (var part in suspects.Chunk(Chunk))
        {
            var scores = await _ledger.ScoresAsync(part).WithinAsync(_options.StoreDeadline, _time);
            var held = new List<(int Block, Task<HeldBlock> Holds)>();
            for (var i = 0; i < part.Length; i++)
            {
                var block = reading.Blocks[part[i]];
                var score = (scores[i] ?? 0) / 1_000;
                if (block.FreeAt > now && score < block.FreeAt) behind.Leases.Add((part[i], FreeAt(block)));
                else if (block.HeldUntil > now && score < block.HeldUntil) held.Add((part[i], _holds.ReadBlockAsync(_ledger.Segment, part[i])));
            }
            await Task.WhenAll(held.Select(static h => h.Holds));
            foreach (var (block, holds) in held)
                if (!holds.Result.Knows(reading.Blocks[block].HeldUntil, _witness.ReadMarks(_ledger.Segment, block))) behind.Holds.Add((block, FreeAt(reading.Blocks[block])));
        }
        return behind;
    }

    private readonly record struct Behind(List<(int Block, long FreeAt)> Leases, List<(int Block, long FreeAt)> Holds)
    {
        public bool IsBehind => Leases.Count + Holds.Count > 0;
    }
}

using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Witness;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// Stands between a ledger and what is leased from it, if leases are witnessed: the ledger is compared with the witnesses at
/// first, when it is doubted, and when it offers a block that is known to be somebody's; and each lease is witnessed before it
/// is used. Without witnesses everything passes. Used by one task at a time, but for <see cref="Doubt"/>.
/// </summary>
internal sealed class LedgerGate(LedgerWitness? comparison, ILeaseWitness? witness, NumberSegment segment, TimeProvider time, Action<NumberPoolEventKind> tell)
{
    /// <summary>Comparing reads all of ledger and witnesses: what was found is not looked for again at once.</summary>
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromSeconds(10);

    private volatile bool _isDoubted = true;
    private LedgerState _verdict = LedgerState.Ready;
    private DateTimeOffset _nextComparison;

    /// <summary>Whether leases are witnessed.</summary>
    public bool IsWitnessed => witness is not null;

    public void Doubt() => _isDoubted = true;

    /// <summary>Whether the ledger may be asked for blocks.</summary>
    public async ValueTask<LedgerState> PassAsync()
    {
        if (witness is null || !_isDoubted) return LedgerState.Ready;
        if (_verdict != LedgerState.Ready && time.GetUtcNow() < _nextComparison) return _verdict;
        _nextComparison = time.GetUtcNow() + BetweenComparisons;
        _isDoubted = false;
        _verdict = await CompareAsync();
        // A store that was too busy to be compared may be ready the next moment: nothing was found.
        if (_verdict == LedgerState.Unavailable) _nextComparison = default;
        // Not |=: a doubt that comes between its reading and its writing would be lost.
        if (_verdict != LedgerState.Ready) _isDoubted = true;
        return _verdict;
    }

    /// <summary>Witnesses leased blocks, unless one of them is known to be somebody's still.</summary>
    public async ValueTask<LedgerState> AdmitAsync(int[] blocks, DateTimeOffset now, DateTimeOffset freeAt)
    {
        if (witness is null) return LedgerState.Ready;
        try
        {
            foreach (var block in blocks)
            {
                if (!await comparison!.IsTakenAsync(block, now)) continue;
                Doubt();
                (_verdict, _nextComparison) = (LedgerState.Old, default);
                return LedgerState.Old;
            }
            witness.Note(segment, blocks, freeAt);
            return LedgerState.Ready;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return LedgerState.Unwitnessed;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return LedgerState.Unavailable;
        }
    }

    /// <summary>Notes that blocks go back unused, before they do. False if they must not.</summary>
    public bool TryRelease(int[] blocks)
    {
        try
        {
            witness?.Note(segment, blocks, time.GetUtcNow());
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Makes this server's witness, so that it is there before the first lease.</summary>
    public bool TryBegin()
    {
        try
        {
            witness?.Open(segment);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<LedgerState> CompareAsync()
    {
        if (!TryBegin()) return LedgerState.Unwitnessed;
        var verdict = await comparison!.VerifyAsync();
        if (verdict == WitnessVerdict.Mended) tell(NumberPoolEventKind.StoreOldAndMended);
        return verdict switch
        {
            WitnessVerdict.Agrees or WitnessVerdict.Mended => LedgerState.Ready,
            WitnessVerdict.Old => LedgerState.Old,
            // What is wrong with the ledger is told by asking it for a lease.
            WitnessVerdict.NoLedger => LedgerState.Ready,
            WitnessVerdict.Unavailable => LedgerState.Unavailable,
            _ => LedgerState.Unwitnessed,
        };
    }
}

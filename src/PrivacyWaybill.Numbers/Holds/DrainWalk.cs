namespace PrivacyWaybill.Numbers.Holds;

/// <summary>
/// Walks over the holds of a retired segment, a part each time that somebody asks, and finds out whether one is live. Where it
/// finds one it waits until that is over: it can be extended, but none comes to be behind the walk, for what is held there
/// would have to be live already. So a segment that is drained stays so and is not walked again. Safe for concurrent use.
/// </summary>
internal sealed class DrainWalk(NumberHolds holds, NumberSegment segment, TimeProvider time)
{
    /// <summary>Status is asked every ten seconds or so: the store is asked little, and the largest segment takes some hours.</summary>
    private const int BlocksATime = 2_000;

    private int _next, _isWalking;
    private long _notBefore;

    /// <summary>Goes on, if there is anything to look at.</summary>
    /// <returns>Whether all was looked at and nothing is held. False, too, if the store does not tell.</returns>
    public async Task<bool> GoOnAsync()
    {
        if (Volatile.Read(ref _next) == segment.BlockCount) return true;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (now < Volatile.Read(ref _notBefore) || Interlocked.Exchange(ref _isWalking, 1) == 1) return false;
        try
        {
            var (next, heldUntil) = await holds.FindHeldAsync(segment, _next, Math.Min(BlocksATime, segment.BlockCount - _next), now);
            Volatile.Write(ref _notBefore, heldUntil);
            Volatile.Write(ref _next, next);
            return next == segment.BlockCount;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return false;
        }
        finally
        {
            Volatile.Write(ref _isWalking, 0);
        }
    }
}

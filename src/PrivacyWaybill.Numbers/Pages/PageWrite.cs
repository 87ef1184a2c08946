using PrivacyWaybill.Numbers.Leases;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Pages;

/// <summary>
/// The page changes of one reservation: a <c>SETRANGE</c> for each range of slots, and behind it the page's trailer. A
/// reply other than the full length means that the page was lost, another trailer that a store which went back in time
/// has leased the block again: both are told from one round trip.
/// </summary>
internal sealed class PageWrite
{
    private readonly List<Task<RedisValue>> _lengths = [];
    private readonly List<Task<RedisValue>?> _trailers = [];
    private bool[] _written = [];

    /// <summary>Something may have been sent.</summary>
    public bool Sent { get; private set; }

    /// <summary>Nothing is under way any more, neither a command nor the judging of replies.</summary>
    public bool IsDone { get; private set; } = true;

    public bool IsWritten(int range) => Sent && _written[range];

    public void Reset()
    {
        _lengths.Clear();
        _trailers.Clear();
        (Sent, IsDone) = (false, true);
    }

    public Task<bool> SendAsync(NumberPool pool, List<SlotRun> ranges, byte[] image)
    {
        (Sent, IsDone) = (true, false);
        if (_written.Length < ranges.Count) _written = new bool[Math.Max(8, 2 * ranges.Count)];
        _written.AsSpan(0, ranges.Count).Clear();
        try
        {
            var at = 0;
            for (var i = 0; i < ranges.Count; i++)
            {
                var (lease, first, count) = ranges[i];
                var (offset, length) = (at * PageLayout.SlotLength, count * PageLayout.SlotLength);
                _lengths.Add(pool.Database.StringSetRangeAsync(lease.PageKey, (long)first * PageLayout.SlotLength, image.AsMemory(offset, length)));
                var isLastOfLease = i + 1 == ranges.Count || ranges[i + 1].Lease != lease;
                var trailerAt = PageLayout.TrailerAt(lease.Segment);
                _trailers.Add(isLastOfLease ? pool.Database.StringGetRangeAsync(lease.PageKey, trailerAt, trailerAt + PageLayout.TrailerLength - 1) : null);
                at += count;
            }
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // What could not be sent has no answer, which is looked at below.
        }
        return FinishAsync(pool, ranges);
    }

    private async Task<bool> FinishAsync(NumberPool pool, List<SlotRun> ranges)
    {
        var all = Task.WhenAll([.. _lengths, .. _trailers.OfType<Task<RedisValue>>()]);
        try
        {
            await all.WithinAsync(pool.Options.StoreDeadline, pool.Time);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // Which of them failed is looked at one by one.
        }
        var complete = true;
        for (int i = ranges.Count - 1, group = i; i >= 0; i--)
        {
            // A group of ranges of one lease has its trailer at the last one.
            if (ranges[i].Lease != ranges[group].Lease) group = i;
            var verdict = Judge(ranges[i].Lease, i, group);
            _written[i] = verdict is null;
            if (verdict is not { } reason) continue;
            complete = false;
            pool.Burn(ranges[i].Lease, reason);
        }
        IsDone = all.IsCompleted;
        return complete;
    }

    private NumberPoolEventKind? Judge(Lease lease, int range, int group)
    {
        if (range >= _lengths.Count || group >= _trailers.Count
            || !_lengths[range].IsCompletedSuccessfully || _trailers[group] is not { IsCompletedSuccessfully: true } read)
            return NumberPoolEventKind.PageWriteFailed;
        var isWhole = (long)_lengths[range].Result == PageLayout.Length(lease.Segment);
        var isOurs = PageLayout.TryReadTrailer(((ReadOnlyMemory<byte>)read.Result).Span, out var id, out _) && id == lease.Id;
        return isWhole && isOurs ? null : NumberPoolEventKind.PageLost;
    }
}

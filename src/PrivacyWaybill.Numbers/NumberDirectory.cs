using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Pages;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Leads from numbers to the records that their pages name, or, where the page leads nowhere, their holds
/// (<see cref="NumberHolds"/>); numbers of external segments have nothing but those. A page can be wrong by itself (a slot that was given back still names a record; a page is
/// written before its record): a number belongs to a record only if the record names it with the same lease. Trailer and slots are read by separate commands; if a block is leased between them, the lease differs
/// from the record's, which is the safe side. Safe for concurrent use.
/// </summary>
public sealed class NumberDirectory
{
    private readonly IDatabase _database;
    private readonly SegmentTable _segments;
    private readonly NumberHolds _holds;
    private readonly NumberPoolOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A directory over the pages of these segments.</summary>
    /// <param name="database">The store.</param>
    /// <param name="segments">The segments.</param>
    /// <param name="options">The times of numbers, and the deadline.</param>
    /// <param name="time">A page or hold whose free-at has passed by this clock leads nowhere.</param>
    public NumberDirectory(IDatabase database, SegmentTable segments, NumberPoolOptions options, TimeProvider time)
    {
        (_database, _segments, _options, _time) = (database, segments, options, time);
        _holds = new NumberHolds(database, segments, options, time);
    }

    /// <summary>
    /// Reads what the pages say, all in one round trip, and a second one for the holds of those that lead nowhere. Never throws
    /// because of the store.
    /// </summary>
    /// <param name="numbers">Any places; those that no segment has are unused. Not to be changed meanwhile.</param>
    /// <returns>One entry a number, in order.</returns>
    public async Task<PageEntry[]> ReadAsync(ReadOnlyMemory<NumberRef> numbers)
    {
        var entries = new PageEntry[numbers.Length];
        var slots = new Task<RedisValue>?[numbers.Length];
        var trailers = new Task<RedisValue>?[numbers.Length];
        try
        {
            Send(numbers.Span, slots, trailers);
            var all = Task.WhenAll([.. slots.OfType<Task<RedisValue>>(), .. trailers.OfType<Task<RedisValue>>()]);
            await all.WithinAsync(_options.StoreDeadline, _time);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // Which of them failed is looked at one by one.
        }
        var now = _time.GetUtcNow();
        for (var i = 0; i < entries.Length; i++) entries[i] = Judge(HasPage(numbers.Span[i]), slots[i], trailers[i], now);
        await ReadHoldsAsync(numbers, entries, now);
        return entries;
    }

    private async ValueTask ReadHoldsAsync(ReadOnlyMemory<NumberRef> numbers, PageEntry[] entries, DateTimeOffset now)
    {
        List<(int Index, Task<RedisValue>? Reply)>? holds = null;
        for (var i = 0; i < entries.Length; i++)
            if (entries[i].State == PageEntryState.Unused && IsOurs(numbers.Span[i])) (holds ??= []).Add((i, _holds.Read(numbers.Span[i])));
        if (holds is null) return;
        try
        {
            await Task.WhenAll(holds.Select(static h => h.Reply).OfType<Task<RedisValue>>()).WithinAsync(_options.StoreDeadline, _time);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // Which of them failed is looked at one by one.
        }
        foreach (var (index, reply) in holds)
        {
            if (reply is not { IsCompletedSuccessfully: true }) entries[index] = new PageEntry(PageEntryState.Unavailable, default, 0, default);
            else if (HoldLayout.TryRead(reply.Result, out var entry) && entry.FreeAt > now) entries[index] = entry;
        }
    }

    private PageEntry Judge(bool hasPage, Task<RedisValue>? slot, Task<RedisValue>? trailer, DateTimeOffset now)
    {
        if (!hasPage) return default;
        if (slot is not { IsCompletedSuccessfully: true } || trailer is not { IsCompletedSuccessfully: true })
            return new PageEntry(PageEntryState.Unavailable, default, 0, default);
        ReadOnlyMemory<byte> recordId = slot.Result;
        ReadOnlyMemory<byte> end = trailer.Result;
        if (recordId.Length != PageLayout.SlotLength || !recordId.Span.ContainsAnyExcept((byte)0)) return default;
        if (!PageLayout.TryReadTrailer(end.Span, out var leaseId, out var freeAt) || freeAt <= now) return default;
        return new PageEntry(PageEntryState.Found, recordId, leaseId, freeAt) { LatestExtension = _options.LatestExtension(freeAt) };
    }

    private bool IsOurs(NumberRef place) =>
        _segments.TryFind(place.Segment, out var segment) && (ulong)place.Sequence < (ulong)segment.Capacity;

    /// <summary>A number of an external segment has no page: its hold is all there is.</summary>
    private bool HasPage(NumberRef place) =>
        _segments.TryFind(place.Segment, out var segment) && !segment.External && (ulong)place.Sequence < (ulong)segment.Capacity;

    private void Send(ReadOnlySpan<NumberRef> numbers, Task<RedisValue>?[] slots, Task<RedisValue>?[] trailers)
    {
        // Numbers of one batch often stand on one page: its trailer is read once.
        Dictionary<(ushort Segment, int Block), (RedisKey Key, Task<RedisValue> Trailer)> pages = [];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!HasPage(numbers[i]) || !_segments.TryFind(numbers[i].Segment, out var segment)) continue;
            var (block, slot) = Math.DivRem(numbers[i].Sequence, segment.BlockSize);
            if (!pages.TryGetValue((segment.Id, (int)block), out var page))
            {
                var key = NumberKeys.Page(segment.Id, (int)block);
                var trailerAt = PageLayout.TrailerAt(segment);
                page = (key, _database.StringGetRangeAsync(key, trailerAt, trailerAt + PageLayout.TrailerLength - 1));
                pages.Add((segment.Id, (int)block), page);
            }
            var at = slot * PageLayout.SlotLength;
            trailers[i] = page.Trailer;
            slots[i] = _database.StringGetRangeAsync(page.Key, at, at + PageLayout.SlotLength - 1);
        }
    }
}

using System.Globalization;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Pages;
using PrivacyWaybill.Numbers.Witness;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Numbers that live longer than their blocks: each has a hold beside its block's page, so that the block comes free at its
/// time without them. A block's next lease leaves held slots out. A hold leads to its record as a page does, and is to be
/// believed only as far: the record must name the number with the same lease. Safe for concurrent use.
/// </summary>
public sealed class NumberHolds
{
    private const int BlocksAtOnce = 200;
    private const char MarkPrefix = '@';

    /// <summary>A block's hash lives this much longer than its last hold; the times in its values are what counts.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly IDatabase _database;
    private readonly SegmentTable _segments;
    private readonly NumberPoolOptions _options;
    private readonly TimeProvider _time;

    private readonly ILeaseWitness? _witness;
    private readonly Lock _order = new();

    internal NumberHolds(IDatabase database, SegmentTable segments, NumberPoolOptions options, TimeProvider time, ILeaseWitness? witness = null) =>
        (_database, _segments, _options, _time, _witness) = (database, segments, options, time, witness);

    /// <summary>Whether a number that is to live until then needs a hold: its block, or the hold that it has, ends too early.</summary>
    public bool IsNeeded(in PageEntry entry, DateTimeOffset until) => until > _options.LatestExpiry(entry.FreeAt);

    /// <summary>
    /// Holds numbers until a time and their quarantine, in two round trips. To be called before the record is changed: a
    /// hold without a longer record wastes a slot, a longer record without its hold would be a number of two parties. Never
    /// throws because of the store.
    /// </summary>
    /// <returns>One outcome a number, in order.</returns>
    public async Task<HoldOutcome[]> HoldAsync(ReadOnlyMemory<HoldRequest> requests)
    {
        var now = _time.GetUtcNow();
        var outcomes = new HoldOutcome[requests.Length];
        var holds = new Task<RedisResult>?[requests.Length];
        if (!TrySend(requests.Span, now, holds))
        {
            outcomes.AsSpan().Fill(HoldOutcome.Unavailable);
            return outcomes;
        }
        await SettleAsync(holds);

        // A hold that is new came in time only if its block has not been leased again meanwhile. The lease writes its page
        // before it reads the holds, so either it has seen this one or its page is seen here.
        var trailers = new Task<RedisValue>?[requests.Length];
        for (var i = 0; i < holds.Length; i++)
        {
            if (holds[i] is null) outcomes[i] = HoldOutcome.Refused;
            else if (holds[i] is not { IsCompletedSuccessfully: true } answered) outcomes[i] = HoldOutcome.Unavailable;
            else if ((int)answered.Result == 1) trailers[i] = SendTrailer(requests.Span[i].Place);
            else outcomes[i] = (int)answered.Result == 2 ? HoldOutcome.Held : HoldOutcome.Refused;
        }
        await SettleAsync(trailers);
        for (var i = 0; i < trailers.Length; i++)
            if (trailers[i] is { } trailer) outcomes[i] = Judge(requests.Span[i], trailer);
        return outcomes;
    }

    /// <summary>Asks for the holds of places that segments have; null where it could not be sent.</summary>
    internal Task<RedisValue>? Read(NumberRef place)
    {
        if (!_segments.TryFind(place.Segment, out var segment)) return null;
        var (block, slot) = Math.DivRem(place.Sequence, segment.BlockSize);
        return Try(() => _database.HashGetAsync(NumberKeys.Holds(segment, (int)block), slot));
    }

    /// <summary>Removes the holds of a block that are over and returns the slots of the others, in order.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal async Task<int[]> SweepAsync(NumberSegment segment, int block, DateTimeOffset now)
    {
        var held = (string?[]?)await _database.ScriptEvaluateAsync(HoldScripts.Sweep, [NumberKeys.Holds(segment, block)],
            [now.ToUnixTimeSeconds()], CommandFlags.NoScriptCache).WithinAsync(_options.StoreDeadline, _time);
        if (held is not { Length: > 0 }) return [];
        var slots = Array.ConvertAll(held, static s => int.Parse(s!, NumberStyles.None, CultureInfo.InvariantCulture));
        Array.Sort(slots);
        return slots;
    }

    /// <summary>Reads what the store knows of a block's holds.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal async Task<HeldBlock> ReadBlockAsync(NumberSegment segment, int block)
    {
        var latest = 0L;
        var marks = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in (await _database.HashGetAllAsync(NumberKeys.Holds(segment, block)).WithinAsync(_options.StoreDeadline, _time)).Select(static e => (e.Name, e.Value)))
        {
            if (HoldLayout.TryRead(value, out var hold)) latest = Math.Max(latest, hold.FreeAt.ToUnixTimeSeconds());
            else if ((string?)name is [MarkPrefix, .. var server] && value.TryParse(out long mark)) marks[server] = mark;
        }
        return new HeldBlock(latest, marks);
    }

    /// <summary>Looks for the first block of some that has a number that is held.</summary>
    /// <returns>That block and when its last hold ends, in Unix seconds; the block behind them and 0 if there is none.</returns>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal async Task<(int Block, long Until)> FindHeldAsync(NumberSegment segment, int first, int count, long now)
    {
        var end = first + count;
        for (; first < end; first += BlocksAtOnce)
        {
            var held = await Task.WhenAll(Enumerable.Range(first, Math.Min(BlocksAtOnce, end - first)).Select(b => ReadBlockAsync(segment, b)));
            if (Array.FindIndex(held, h => h.Latest > now) is >= 0 and var found) return (first + found, held[found].Latest);
        }
        return (end, 0);
    }

    private static HoldOutcome Judge(in HoldRequest request, Task<RedisValue> trailer)
    {
        if (!trailer.IsCompletedSuccessfully) return HoldOutcome.Unavailable;
        return PageLayout.TryReadTrailer(((ReadOnlyMemory<byte>)trailer.Result).Span, out var leaseId, out _) && leaseId == request.Entry.LeaseId
            ? HoldOutcome.Held
            : HoldOutcome.Refused;
    }

    private bool IsPossible(in HoldRequest request, DateTimeOffset now) =>
        request.Entry.Found && request.Until > now && request.Until <= request.Entry.LatestExtension
        && _segments.TryFind(request.Place.Segment, out var segment) && (ulong)request.Place.Sequence < (ulong)segment.Capacity;

    /// <summary>Rounded up: a second too early would cut the quarantine.</summary>
    internal DateTimeOffset FreeAt(DateTimeOffset until) => (until + _options.Quarantine + _options.ClockMargin).AddSeconds(1);

    /// <summary>How long a block's hash with a hold until then is kept by the store.</summary>
    internal static TimeSpan Expiry(DateTimeOffset freeAt, DateTimeOffset now) => freeAt - now + Margin;

    /// <returns>False if they could not be witnessed: then nothing was sent.</returns>
    private bool TrySend(ReadOnlySpan<HoldRequest> requests, DateTimeOffset now, Task<RedisResult>?[] holds)
    {
        if (_witness is null)
        {
            for (var i = 0; i < holds.Length; i++)
                if (IsPossible(requests[i], now)) holds[i] = Send(requests[i], now, null);
            return true;
        }
        // Marks follow one another: they are sent in the order in which they are noted.
        lock (_order)
        {
            if (Witness(requests, now) is not { } marks) return false;
            for (var i = 0; i < holds.Length; i++)
                if (IsPossible(requests[i], now)) holds[i] = Send(requests[i], now, marks[i]);
        }
        return true;
    }

    /// <returns>One mark a request that is witnessed; null if that failed.</returns>
    private HoldMark?[]? Witness(ReadOnlySpan<HoldRequest> requests, DateTimeOffset now)
    {
        var marks = new HoldMark?[requests.Length];
        List<(int Request, NumberSegment Segment, int Block, DateTimeOffset FreeAt)> notes = [];
        for (var i = 0; i < requests.Length; i++)
            if (IsPossible(requests[i], now) && _segments.TryFind(requests[i].Place.Segment, out var segment) && !segment.External)
                notes.Add((i, segment, (int)(requests[i].Place.Sequence / segment.BlockSize), FreeAt(requests[i].Until)));
        try
        {
            foreach (var group in notes.GroupBy(static n => n.Segment))
            {
                var made = _witness!.NoteHolds(group.Key, group.Select(static n => (n.Block, n.FreeAt)), now);
                foreach (var (note, mark) in group.Zip(made)) marks[note.Request] = mark;
            }
            return marks;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Task<RedisResult> Send(HoldRequest request, DateTimeOffset now, HoldMark? mark)
    {
        _segments.TryFind(request.Place.Segment, out var segment);
        var (block, slot) = Math.DivRem(request.Place.Sequence, segment.BlockSize);
        var freeAt = checked((uint)FreeAt(request.Until).ToUnixTimeSeconds());
        var value = HoldLayout.Write(request.Entry.RecordId.Span, request.Entry.LeaseId, freeAt, checked((uint)request.Entry.LatestExtension.ToUnixTimeSeconds()));
        var expiry = (long)Expiry(DateTimeOffset.FromUnixTimeSeconds(freeAt), now).TotalMilliseconds;
        RedisValue[] arguments = [slot, value.AsMemory(0, HoldLayout.OwnerLength), freeAt, value, now.ToUnixTimeSeconds(), expiry];
        if (mark is { } witnessed) arguments = [.. arguments, MarkPrefix + _witness!.Server, witnessed.Before, witnessed.At];
        return Try(() => _database.ScriptEvaluateAsync(HoldScripts.Hold, [NumberKeys.Holds(segment, (int)block)], arguments, CommandFlags.NoScriptCache));
    }

    private Task<RedisValue> SendTrailer(NumberRef place)
    {
        _segments.TryFind(place.Segment, out var segment);
        var at = PageLayout.TrailerAt(segment);
        return Try(() => _database.StringGetRangeAsync(NumberKeys.Page(segment.Id, (int)(place.Sequence / segment.BlockSize)), at, at + PageLayout.TrailerLength - 1));
    }

    private static Task<T> Try<T>(Func<Task<T>> command)
    {
        try
        {
            return command();
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return Task.FromException<T>(e);
        }
    }

    private async Task SettleAsync<T>(Task<T>?[] replies)
    {
        Task<T>[] sent = [.. replies.OfType<Task<T>>()];
        if (sent.Length == 0) return;
        try
        {
            await Task.WhenAll(sent).WithinAsync(_options.StoreDeadline, _time);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            // Which of them failed is looked at one by one.
        }
    }
}

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
    private const int BlocksAtOnce = 1_000;

    /// <summary>A block's hash lives this much longer than its last hold; the times in its values are what counts.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly IDatabase _database;
    private readonly SegmentTable _segments;
    private readonly NumberPoolOptions _options;
    private readonly TimeProvider _time;

    private readonly ILeaseWitness? _witness;

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
        if (!TryWitness(requests.Span, now))
        {
            outcomes.AsSpan().Fill(HoldOutcome.Unavailable);
            return outcomes;
        }
        for (var i = 0; i < holds.Length; i++)
            holds[i] = IsPossible(requests.Span[i], now) ? Send(requests.Span[i], now) : null;
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

    /// <summary>When the last hold of a block ends, in Unix seconds; 0 for none.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal async Task<long> LatestAsync(NumberSegment segment, int block)
    {
        var latest = 0L;
        foreach (var value in await _database.HashValuesAsync(NumberKeys.Holds(segment, block)).WithinAsync(_options.StoreDeadline, _time))
            if (HoldLayout.TryRead(value, out var hold)) latest = Math.Max(latest, hold.FreeAt.ToUnixTimeSeconds());
        return latest;
    }

    /// <summary>Whether any number of a segment is held; also if the store does not tell.</summary>
    internal async Task<bool> AnyAsync(NumberSegment segment)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        try
        {
            foreach (var blocks in Enumerable.Range(0, segment.BlockCount).Chunk(BlocksAtOnce))
                if ((await Task.WhenAll(blocks.Select(b => LatestAsync(segment, b)))).Any(latest => latest > now)) return true;
            return false;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return true;
        }
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

    private bool TryWitness(ReadOnlySpan<HoldRequest> requests, DateTimeOffset now)
    {
        if (_witness is null) return true;
        List<(NumberSegment Segment, int Block, DateTimeOffset FreeAt)> notes = [];
        foreach (ref readonly var request in requests)
            if (IsPossible(request, now) && _segments.TryFind(request.Place.Segment, out var segment) && !segment.External)
                notes.Add((segment, (int)(request.Place.Sequence / segment.BlockSize), FreeAt(request.Until)));
        try
        {
            foreach (var group in notes.GroupBy(static n => n.Segment)) _witness.NoteHolds(group.Key, group.Select(static n => (n.Block, n.FreeAt)), now);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private Task<RedisResult> Send(HoldRequest request, DateTimeOffset now)
    {
        _segments.TryFind(request.Place.Segment, out var segment);
        var (block, slot) = Math.DivRem(request.Place.Sequence, segment.BlockSize);
        var freeAt = (uint)FreeAt(request.Until).ToUnixTimeSeconds();
        var value = HoldLayout.Write(request.Entry.RecordId.Span, request.Entry.LeaseId, freeAt, (uint)request.Entry.LatestExtension.ToUnixTimeSeconds());
        var expiry = (long)Expiry(DateTimeOffset.FromUnixTimeSeconds(freeAt), now).TotalMilliseconds;
        return Try(() => _database.ScriptEvaluateAsync(HoldScripts.Hold, [NumberKeys.Holds(segment, (int)block)],
            [slot, value.AsMemory(0, HoldLayout.OwnerLength), freeAt, value, now.ToUnixTimeSeconds(), expiry], CommandFlags.NoScriptCache));
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

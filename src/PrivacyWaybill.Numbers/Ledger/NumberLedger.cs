using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Ledger;

/// <summary>
/// The ledger of a segment: one sorted set, a member a block, its score the time from which the block may be leased (Unix
/// milliseconds by the clock of the servers; 0 for never used). It is the authority on what may be leased and depends on
/// no key's expiry. One more member, far in the future, is a check value over the segment's shape and permutation.
/// </summary>
public sealed class NumberLedger
{
    /// <summary>The score of the mark: later than any block, and exact as a double.</summary>
    private const double MarkScore = 9e15;

    /// <summary>Blocks a ZADD, and how many of them are under way at once.</summary>
    private const int Chunk = 1_000, ChunksUnderWay = 16;

    // ARGV: now, free-at, most blocks, members in all, mark. Answers the state, then blocks or the next score.
    private const string LeaseScript = """
        local key = KEYS[1]
        local size = redis.call('ZCARD', key)
        if size == 0 then return {'missing'} end
        if not redis.call('ZSCORE', key, ARGV[5]) then return {'of another'} end
        if size ~= tonumber(ARGV[4]) then return {'disagrees'} end
        local blocks = redis.call('ZRANGEBYSCORE', key, '-inf', ARGV[1], 'LIMIT', '0', ARGV[3])
        if #blocks == 0 then
          local first = redis.call('ZRANGE', key, '0', '0')
          return {'none', redis.call('ZSCORE', key, first[1])}
        end
        local answer = {'leased'}
        for i = 1, #blocks do
          redis.call('ZADD', key, ARGV[2], blocks[i])
          answer[i + 1] = blocks[i]
        end
        redis.call('SET', KEYS[2], ARGV[1])
        return answer
        """;

    // ARGV: block, its free-at as leased, now.
    private const string GiveBackScript = """
        local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if not score or tonumber(score) ~= tonumber(ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
        return 1
        """;

    // ARGV: block and score, in turn. A score is raised, never lowered, and no block is added.
    private const string RaiseScript = """
        for i = 1, #ARGV, 2 do
          local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
          if score and tonumber(score) < tonumber(ARGV[i + 1]) then redis.call('ZADD', KEYS[1], ARGV[i + 1], ARGV[i]) end
        end
        return 1
        """;

    private readonly IDatabase _database;
    /// <summary>What is left of an attempt that was interrupted goes by itself.</summary>
    private static readonly TimeSpan LongestMaking = TimeSpan.FromHours(1);

    private readonly RedisKey _key, _lastLeaseKey;
    private readonly string _mark;

    /// <summary>The ledger of a segment of a plan.</summary>
    public NumberLedger(IDatabase database, NumberPlan plan, NumberSegment segment)
    {
        _database = database;
        _key = NumberKeys.Ledger(segment);
        _lastLeaseKey = NumberKeys.LastLease(segment);
        _mark = "mark:" + plan.MarkOf(segment);
        Segment = segment;
    }

    /// <summary>The segment.</summary>
    public NumberSegment Segment { get; }

    /// <summary>The key of its sorted set, for operators.</summary>
    public string Key => (string)_key!;

    private long Members => Segment.BlockCount + 1L;

    /// <summary>
    /// Makes the ledger with all blocks free, completely or not at all. To be called by an operator's command only, never
    /// because a ledger is missing.
    /// </summary>
    public Task<InitialiseOutcome> InitialiseAsync() => InitialiseAsync(static _ => 0);

    /// <summary>Makes the ledger with each block free at a time in Unix milliseconds.</summary>
    internal async Task<InitialiseOutcome> InitialiseAsync(Func<int, long> freeAt)
    {
        try
        {
            if (await _database.KeyExistsAsync(_key)) return InitialiseOutcome.AlreadyExists;
            var inMaking = NumberKeys.LedgerInMaking(Segment, Guid.NewGuid());
            await FillAsync(inMaking, freeAt);
            // Before it has its name: a ledger must never expire.
            await _database.KeyPersistAsync(inMaking);
            if (await _database.KeyRenameAsync(inMaking, _key, When.NotExists)) return InitialiseOutcome.Initialised;
            await _database.KeyDeleteAsync(inMaking);
            return InitialiseOutcome.AlreadyExists;
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return InitialiseOutcome.StoreUnavailable;
        }
    }

    /// <summary>Reads state and counts; never throws because of the store.</summary>
    public async Task<LedgerReading> ReadAsync(DateTimeOffset now, NumberPoolOptions options)
    {
        var at = now.ToUnixTimeMilliseconds();
        var quarantine = (long)(options.Quarantine + options.ClockMargin).TotalMilliseconds;
        var members = _database.SortedSetLengthAsync(_key);
        var mark = _database.SortedSetScoreAsync(_key, _mark);
        var free = CountAsync(double.NegativeInfinity, at);
        var quarantined = CountAsync(at, at + quarantine, Exclude.Start);
        var first = _database.SortedSetRangeByRankWithScoresAsync(_key, 0, 0);
        try
        {
            await Task.WhenAll(members, mark, free, quarantined, first);
        }
        catch (Exception e) when (StoreCall.IsFault(e))
        {
            return new LedgerReading(LedgerState.Unavailable, 0, 0, 0, null);
        }
        if (members.Result == 0) return new LedgerReading(LedgerState.Missing, 0, 0, 0, null);
        if (mark.Result is null) return new LedgerReading(LedgerState.OfAnother, 0, 0, 0, null);
        if (members.Result != Members) return new LedgerReading(LedgerState.Disagrees, 0, 0, 0, null);
        return new LedgerReading(LedgerState.Ready, free.Result, quarantined.Result,
            Segment.BlockCount - free.Result - quarantined.Result, free.Result > 0 ? null : ToTime(first.Result[0].Score));
    }

    /// <summary>How many blocks are free at a time to come.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal Task<long> CountFreeAtAsync(DateTimeOffset time) => CountAsync(double.NegativeInfinity, time.ToUnixTimeMilliseconds());

    /// <summary>How many blocks come free in a time.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal Task<long> CountFreeBetweenAsync(DateTimeOffset from, DateTimeOffset to) => CountAsync(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), Exclude.Start);

    /// <summary>Leases up to <paramref name="count"/> blocks that are free now until <paramref name="freeAt"/>.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>; blocks
    /// may have been leased.</exception>
    internal async Task<LeaseGrant> LeaseAsync(long now, long freeAt, int count)
    {
        var reply = (RedisResult[]?)await _database.ScriptEvaluateAsync(LeaseScript, [_key, _lastLeaseKey],
            [now, freeAt, count, Members, _mark], CommandFlags.NoScriptCache) ?? [];
        switch ((string?)reply[0])
        {
            case "leased":
                var blocks = new int[reply.Length - 1];
                for (var i = 0; i < blocks.Length; i++)
                    if (!int.TryParse((string?)reply[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out blocks[i])
                        || blocks[i] >= Segment.BlockCount) return new LeaseGrant(LedgerState.Disagrees, [], null);
                return new LeaseGrant(LedgerState.Ready, blocks, null);
            case "none":
                return new LeaseGrant(LedgerState.Ready, [], ToTime((double)reply[1]));
            case "missing":
                return new LeaseGrant(LedgerState.Missing, [], null);
            case "of another":
                return new LeaseGrant(LedgerState.OfAnother, [], null);
            default:
                return new LeaseGrant(LedgerState.Disagrees, [], null);
        }
    }

    /// <summary>Frees a leased block of which no number was handed out and whose page nobody will write any more.</summary>
    /// <returns>Whether it was still leased as given.</returns>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal async Task<bool> GiveBackAsync(int block, long freeAt, long now) =>
        (long)await _database.ScriptEvaluateAsync(GiveBackScript, [_key], [block, freeAt, now], CommandFlags.NoScriptCache) == 1;

    /// <summary>From when blocks may be leased, in Unix milliseconds; null for one that the ledger does not have.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal Task<double?[]> ScoresAsync(int[] blocks) =>
        _database.SortedSetScoresAsync(_key, Array.ConvertAll(blocks, static b => (RedisValue)b));

    /// <summary>When a block was last leased, by the clock of who leased it; null if the store does not know of any.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal async Task<DateTimeOffset?> LastLeaseAsync() =>
        (await _database.StringGetAsync(_lastLeaseKey)).TryParse(out long at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Has blocks leased no earlier than given. A block that is leased for longer stays so.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    internal Task<RedisResult> RaiseAsync((int Block, long FreeAt)[] blocks) => _database.ScriptEvaluateAsync(RaiseScript, [_key],
        [.. blocks.SelectMany(static b => new RedisValue[] { b.Block, b.FreeAt })], CommandFlags.NoScriptCache);

    private static DateTimeOffset? ToTime(double score) =>
        score < MarkScore ? DateTimeOffset.FromUnixTimeMilliseconds((long)score) : null;

    private Task<long> CountAsync(double from, double to, Exclude exclude = Exclude.None) =>
        _database.SortedSetLengthAsync(_key, from, to, exclude);

    private async Task FillAsync(RedisKey inMaking, Func<int, long> freeAt)
    {
        var underWay = new Queue<Task>(ChunksUnderWay);
        for (var first = 0; first < Segment.BlockCount; first += Chunk)
        {
            var entries = new SortedSetEntry[Math.Min(Chunk, Segment.BlockCount - first)];
            for (var i = 0; i < entries.Length; i++) entries[i] = new SortedSetEntry(first + i, freeAt(first + i));
            if (underWay.Count == ChunksUnderWay) await underWay.Dequeue();
            underWay.Enqueue(_database.SortedSetAddAsync(inMaking, entries));
            if (first == 0) underWay.Enqueue(_database.KeyExpireAsync(inMaking, LongestMaking));
        }
        await Task.WhenAll(underWay);
        await _database.SortedSetAddAsync(inMaking, _mark, MarkScore);
    }
}

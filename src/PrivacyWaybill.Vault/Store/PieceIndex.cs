using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Leads from pieces whose numbers do not name their parent to the parent's record: key 'p' and the id that the piece's own
/// number gives, value the parent's id. The first parent stands. Written before the parent's record, so it may lead to
/// nothing. Under key 'q' and the parent's id are the pieces that may lead to it, so that their notes can be made to last as
/// long as the parent (<see cref="LastAsync"/>). Safe for concurrent use.
/// </summary>
public sealed class PieceIndex
{
    /// <summary>ARGV: the parent, milliseconds until expiry. A note that stands lasts longer, and never shorter.</summary>
    private const string NoteScript = """
        local standing = redis.call('GET', KEYS[1])
        if not standing then
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return ARGV[1]
        end
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
        end
        return standing
        """;

    /// <summary>ARGV: the parent that stands, the one to put in its place, milliseconds until expiry.</summary>
    private const string CorrectScript = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then
          local left = redis.call('PTTL', KEYS[1])
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          if left > tonumber(ARGV[3]) then
            redis.call('PEXPIRE', KEYS[1], left)
          end
        end
        return redis.call('GET', KEYS[1])
        """;

    private readonly IDatabase _database;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly RecordSets _ofParents;

    /// <summary>An index behind a connection, as <see cref="RecordStore"/> takes it.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="deadline">How long a batch's answers are waited for.</param>
    /// <param name="time">The clock of the deadline; the system's if null.</param>
    public PieceIndex(IDatabase database, TimeSpan deadline, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero);
        (_database, _deadline, _time) = (database, deadline, time ?? TimeProvider.System);
        _ofParents = new RecordSets(int.MaxValue, database, deadline, _time);
    }

    /// <summary>The key of a piece: 'p' and its id.</summary>
    public static RedisKey Key(in RecordId piece) => RecordKeys.Of('p', piece);

    /// <summary>The key of a parent's pieces: 'q' and its id.</summary>
    public static RedisKey KeyOfParent(in RecordId parent) => RecordKeys.Of('q', parent);

    /// <summary>Notes the parents of pieces, each only if the piece has none yet.</summary>
    /// <param name="pieces">The pieces and their parents.</param>
    /// <param name="expiry">When the store may forget them, from now; not sooner than the parents.</param>
    /// <returns>The parent that stands of each: the one given, or the one that was there; null if the store did not answer.</returns>
    public async Task<RecordId?[]> NoteAsync(IReadOnlyList<(RecordId Piece, RecordId Parent)> pieces, TimeSpan expiry)
    {
        var joined = _ofParents.JoinAsync([.. pieces.Select(p => (KeyOfParent(p.Parent), p.Piece, expiry))]);
        var noted = pieces.Select(p => EvaluateAsync(NoteScript, p.Piece, expiry, p.Parent)).ToArray();
        await StoreReplies.WaitAsync<RedisResult>(noted, _deadline, _time);
        var isJoined = await joined;
        return [.. noted.Select((r, i) => isJoined[i] == JoinOutcome.Joined && StoreReplies.Succeeded(r) ? ToId((RedisValue)r.Result) : null)];
    }

    /// <summary>Lets the notes of parents' pieces last longer; those that last longer already are left alone.</summary>
    /// <param name="parents">The parents, with or without such pieces, and when the store may forget them, from now.</param>
    /// <returns>One a parent: false if some note may not last as long.</returns>
    public async Task<bool[]> LastAsync(IReadOnlyList<(RecordId Parent, TimeSpan Expiry)> parents)
    {
        var members = await _ofParents.MembersAsync([.. parents.Select(static p => KeyOfParent(p.Parent))]);
        var lasting = new List<(int Parent, Task<bool> Reply)>();
        for (var p = 0; p < members.Length; p++)
        {
            if (members[p] is not { Count: > 0 } pieces) continue;
            foreach (var key in pieces.Select(static piece => Key(piece)).Append(KeyOfParent(parents[p].Parent)))
                lasting.Add((p, StoreReplies.Send(() => _database.KeyExpireAsync(key, parents[p].Expiry, ExpireWhen.GreaterThanCurrentExpiry, CommandFlags.DemandMaster))));
        }
        await StoreReplies.WaitAsync<bool>(lasting.ConvertAll(static l => l.Reply).ToArray(), _deadline, _time);
        var last = Array.ConvertAll(members, static m => m is not null);
        foreach (var (parent, reply) in lasting) last[parent] &= StoreReplies.Succeeded(reply);
        return last;
    }

    /// <summary>Puts the id that a parent has in the place of one that the older naming key gives it, if that still stands.</summary>
    /// <param name="pieces">The pieces, the parent's id that stands, and the one that is right.</param>
    /// <param name="expiry">When the store may forget them, from now; not sooner than the parents.</param>
    /// <returns>The parent that stands of each then; null if the store did not answer, or the piece has none any more.</returns>
    public async Task<RecordId?[]> CorrectAsync(IReadOnlyList<(RecordId Piece, RecordId From, RecordId To)> pieces, TimeSpan expiry)
    {
        var joined = _ofParents.JoinAsync([.. pieces.Select(p => (KeyOfParent(p.To), p.Piece, expiry))]);
        var replies = pieces.Select(p => EvaluateAsync(CorrectScript, p.Piece, expiry, p.From, p.To)).ToArray();
        await StoreReplies.WaitAsync<RedisResult>(replies, _deadline, _time);
        var isJoined = await joined;
        return [.. replies.Select((r, i) => isJoined[i] == JoinOutcome.Joined && StoreReplies.Succeeded(r) ? ToId((RedisValue)r.Result) : null)];
    }

    /// <summary>The parents of pieces.</summary>
    /// <param name="ids">What the pieces' own numbers give.</param>
    /// <returns>One an id: a parent, nothing, or unknown. Of a found one the value is the parent's id.</returns>
    public async Task<ReadResult[]> FindAsync(IReadOnlyList<RecordId> ids)
    {
        var replies = new Task<RedisValue>[ids.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var key = Key(ids[i]);
            replies[i] = StoreReplies.Send(() => _database.StringGetAsync(key));
        }
        await StoreReplies.WaitAsync<RedisValue>(replies, _deadline, _time);
        return Array.ConvertAll(replies, static r => !StoreReplies.Succeeded(r) ? default
            : ToId(r.Result) is null ? new ReadResult(ReadOutcome.Missing) : new ReadResult(ReadOutcome.Found, r.Result));
    }

    private Task<RedisResult> EvaluateAsync(string script, in RecordId piece, TimeSpan expiry, params ReadOnlySpan<RecordId> parents)
    {
        var key = Key(piece);
        var arguments = new RedisValue[parents.Length + 1];
        for (var p = 0; p < parents.Length; p++) arguments[p] = parents[p].AsSpan().ToArray();
        arguments[^1] = (long)Math.Ceiling(expiry.TotalMilliseconds);
        return StoreReplies.Send(() => _database.ScriptEvaluateAsync(script, [key], arguments, CommandFlags.DemandMaster));
    }

    private static RecordId? ToId(RedisValue value)
    {
        ReadOnlyMemory<byte> bytes = value;
        return bytes.Length == RecordId.Length ? new RecordId(bytes.Span) : null;
    }
}

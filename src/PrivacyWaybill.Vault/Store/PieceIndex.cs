using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Leads from pieces whose numbers do not name their parent to the parent's record: key 'p' and the id that the piece's own
/// number gives, value the parent's id. The first parent stands. Written before the parent's record, so it may lead to
/// nothing. Safe for concurrent use.
/// </summary>
public sealed class PieceIndex
{
    /// <summary>ARGV: the parent that stands, the one to put in its place, milliseconds until expiry.</summary>
    private const string CorrectScript = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        end
        return redis.call('GET', KEYS[1])
        """;

    private readonly IDatabase _database;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;

    /// <summary>An index behind a connection, as <see cref="RecordStore"/> takes it.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="deadline">How long a batch's answers are waited for.</param>
    /// <param name="time">The clock of the deadline; the system's if null.</param>
    public PieceIndex(IDatabase database, TimeSpan deadline, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero);
        (_database, _deadline, _time) = (database, deadline, time ?? TimeProvider.System);
    }

    /// <summary>The key of a piece: 'p' and its id.</summary>
    public static RedisKey Key(in RecordId piece) => RecordKeys.Of('p', piece);

    /// <summary>Notes the parents of pieces, each only if the piece has none yet.</summary>
    /// <param name="pieces">The pieces and their parents.</param>
    /// <param name="expiry">When the store may forget them, from now; not sooner than the parents.</param>
    /// <returns>The parent that stands of each: the one given, or the one that was there; null if the store did not answer.</returns>
    public async Task<RecordId?[]> NoteAsync(IReadOnlyList<(RecordId Piece, RecordId Parent)> pieces, TimeSpan expiry)
    {
        var noted = new Task<RedisValue>[pieces.Count];
        var lasting = new Task<bool>[pieces.Count];
        for (var i = 0; i < noted.Length; i++)
        {
            var (key, parent) = (Key(pieces[i].Piece), pieces[i].Parent.AsSpan().ToArray());
            noted[i] = StoreReplies.Send(() => _database.StringSetAndGetAsync(key, parent, expiry, When.NotExists, CommandFlags.DemandMaster));
            // One that was there lasts as long as its parent, which may be written again.
            lasting[i] = StoreReplies.Send(() => _database.KeyExpireAsync(key, expiry, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisValue>(noted, _deadline, _time);
        await StoreReplies.WaitAsync<bool>(lasting, _deadline, _time);
        var standing = new RecordId?[noted.Length];
        for (var i = 0; i < noted.Length; i++)
        {
            if (!(StoreReplies.Succeeded(lasting[i]) && lasting[i].Result) | !StoreReplies.Succeeded(noted[i])) continue;
            standing[i] = noted[i].Result.IsNull ? pieces[i].Parent : ToId(noted[i].Result);
        }
        return standing;
    }

    /// <summary>Puts the id that a parent has in the place of one that the older naming key gives it, if that still stands.</summary>
    /// <param name="pieces">The pieces, the parent's id that stands, and the one that is right.</param>
    /// <param name="expiry">When the store may forget them, from now; not sooner than the parents.</param>
    /// <returns>The parent that stands of each then; null if the store did not answer, or the piece has none any more.</returns>
    public async Task<RecordId?[]> CorrectAsync(IReadOnlyList<(RecordId Piece, RecordId From, RecordId To)> pieces, TimeSpan expiry)
    {
        var replies = new Task<RedisResult>[pieces.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var (piece, from, to) = pieces[i];
            RedisValue[] arguments = [from.AsSpan().ToArray(), to.AsSpan().ToArray(), (long)Math.Ceiling(expiry.TotalMilliseconds)];
            replies[i] = StoreReplies.Send(() => _database.ScriptEvaluateAsync(CorrectScript, [Key(piece)], arguments, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisResult>(replies, _deadline, _time);
        return Array.ConvertAll(replies, static r => StoreReplies.Succeeded(r) ? ToId((RedisValue)r.Result) : null);
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

    private static RecordId? ToId(RedisValue value)
    {
        ReadOnlyMemory<byte> bytes = value;
        return bytes.Length == RecordId.Length ? new RecordId(bytes.Span) : null;
    }
}

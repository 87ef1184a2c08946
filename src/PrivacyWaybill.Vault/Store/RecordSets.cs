using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Sets of record ids under one key each. A set lasts as long as the longest-lived of its members was said to: who joins
/// lengthens its life and never shortens it.
/// </summary>
/// <param name="most">Most members of a set.</param>
/// <param name="database">The connection.</param>
/// <param name="deadline">How long answers are waited for.</param>
/// <param name="time">The clock of the deadline.</param>
internal sealed class RecordSets(int most, IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>ARGV: member, milliseconds until expiry, most members. Returns 0 if there is no room.</summary>
    private const string JoinScript = """
        if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 and redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[3]) then
          return 0
        end
        redis.call('SADD', KEYS[1], ARGV[1])
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
        end
        return 1
        """;

    /// <summary>Adds members. Adding one again is no change, but for the set's life.</summary>
    /// <returns>One outcome an entry.</returns>
    public async Task<JoinOutcome[]> JoinAsync(IReadOnlyList<(RedisKey Set, RecordId Member, TimeSpan Expiry)> entries)
    {
        var replies = new Task<RedisResult>[entries.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var (set, member, expiry) = entries[i];
            RedisValue[] arguments = [member.AsSpan().ToArray(), (long)Math.Ceiling(expiry.TotalMilliseconds), most];
            replies[i] = StoreReplies.Send(() => database.ScriptEvaluateAsync(JoinScript, [set], arguments, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisResult>(replies, deadline, time);
        return Array.ConvertAll(replies, static r => !StoreReplies.Succeeded(r) ? JoinOutcome.Unknown : (int)r.Result == 0 ? JoinOutcome.Full : JoinOutcome.Joined);
    }

    /// <summary>The members of sets.</summary>
    /// <returns>One list a set, empty if there is none; null where the store did not answer.</returns>
    public async Task<IReadOnlyList<RecordId>?[]> MembersAsync(IReadOnlyList<RedisKey> sets)
    {
        var replies = new Task<RedisValue[]>[sets.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var set = sets[i];
            replies[i] = StoreReplies.Send(() => database.SetMembersAsync(set));
        }
        await StoreReplies.WaitAsync<RedisValue[]>(replies, deadline, time);
        return Array.ConvertAll(replies, r => StoreReplies.Succeeded(r) ? ToIds(r.Result) : null);
    }

    private static List<RecordId> ToIds(RedisValue[] members)
    {
        var ids = new List<RecordId>(members.Length);
        foreach (ReadOnlyMemory<byte> member in members)
            if (member.Length == RecordId.Length) ids.Add(new RecordId(member.Span));
        return ids;
    }
}

using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Sets of record ids under one key each. A set lasts as long as the longest-lived of its members was said to: who joins
/// lengthens its life and never shortens it.
/// </summary>
internal sealed class RecordSets(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>ARGV: member, milliseconds until expiry.</summary>
    private const string JoinScript = """
        redis.call('SADD', KEYS[1], ARGV[1])
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
        end
        return 1
        """;

    /// <summary>Adds members. Adding one again is no change, but for the set's life.</summary>
    /// <returns>One an entry: false if it is not known to be in its set.</returns>
    public async Task<bool[]> JoinAsync(IReadOnlyList<(RedisKey Set, RecordId Member, TimeSpan Expiry)> entries)
    {
        var replies = new Task<RedisResult>[entries.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var (set, member, expiry) = entries[i];
            RedisValue[] arguments = [member.AsSpan().ToArray(), (long)Math.Ceiling(expiry.TotalMilliseconds)];
            replies[i] = StoreReplies.Send(() => database.ScriptEvaluateAsync(JoinScript, [set], arguments, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisResult>(replies, deadline, time);
        return Array.ConvertAll(replies, StoreReplies.Succeeded);
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

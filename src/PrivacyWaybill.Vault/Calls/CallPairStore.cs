using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// The call pairs in the store: a value for each of the two phones of a pair, and the courier's phone for as long as the pair
/// lives, under one hash tag, set together or not at all. Safe for concurrent use; nothing of the client's exceptions gets out.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="deadline">How long answers are waited for.</param>
/// <param name="time">The clock of the deadline.</param>
public sealed class CallPairStore(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>ARGV: the two expected values (empty for none), the two new ones, milliseconds until their expiry, the courier's phone and its expiry.</summary>
    private const string SwapScript = """
        if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] or (redis.call('GET', KEYS[2]) or '') ~= ARGV[2] then
          return 0
        end
        redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[5])
        redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5])
        redis.call('SET', KEYS[3], ARGV[6], 'PX', ARGV[7])
        return 1
        """;

    /// <summary>Reads any places, all in one round trip.</summary>
    /// <returns>One answer a place, in order.</returns>
    public async Task<ReadResult[]> ReadAsync(IReadOnlyList<string> keys)
    {
        var replies = new Task<RedisValue>[keys.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            RedisKey key = keys[i];
            replies[i] = StoreReplies.Send(() => database.StringGetAsync(key));
        }
        await StoreReplies.WaitAsync<RedisValue>(replies, deadline, time);
        return Array.ConvertAll(replies, static reply => !StoreReplies.Succeeded(reply) ? default
            : reply.Result.IsNull ? new ReadResult(ReadOutcome.Missing)
            : new ReadResult(ReadOutcome.Found, reply.Result));
    }

    /// <summary>Puts two values in the place of two others: a compare-and-set by script.</summary>
    /// <param name="keys">Two places of one main number.</param>
    /// <param name="expected">What is there; empty for nothing.</param>
    /// <param name="next">What is to be there.</param>
    /// <param name="expiry">When the store may forget it, from now. More than zero.</param>
    /// <param name="courier">The courier's phone: its place, its value, and when the store may forget it, from now.</param>
    public async Task<SwapOutcome> SwapAsync((string First, string Second) keys, (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second) expected,
        (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second) next, TimeSpan expiry,
        (string Key, ReadOnlyMemory<byte> Value, TimeSpan Expiry) courier)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiry, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(courier.Expiry, TimeSpan.Zero, nameof(courier));
        RedisValue[] arguments =
        [
            expected.First, expected.Second, next.First, next.Second, (long)Math.Ceiling(expiry.TotalMilliseconds),
            courier.Value, (long)Math.Ceiling(courier.Expiry.TotalMilliseconds),
        ];
        var reply = StoreReplies.Send(() => database.ScriptEvaluateAsync(SwapScript, [keys.First, keys.Second, courier.Key], arguments, CommandFlags.DemandMaster));
        await StoreReplies.WaitAsync<RedisResult>(new[] { reply }, deadline, time);
        if (!StoreReplies.Succeeded(reply)) return StoreReplies.IsRefused(reply) ? SwapOutcome.Refused : SwapOutcome.Unknown;
        return (int)reply.Result == 1 ? SwapOutcome.Swapped : SwapOutcome.Conflict;
    }
}

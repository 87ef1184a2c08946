using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Claims the places that waybills have under the older naming key, in records' keys. Who creates under the older key does
/// so only where nothing is, so one place decides which key names a waybill: a record there, or a claim. Safe for
/// concurrent use.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="deadline">How long a batch's answers are waited for.</param>
/// <param name="time">The clock of the deadline.</param>
internal sealed class NamingClaims(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>
    /// ARGV: the claim, milliseconds until expiry. Returns 1 if the place is claimed, else the record. A claim that is there
    /// is written again, so that it lasts from now: whoever was told "claimed" is still to create the record.
    /// </summary>
    private const string ClaimScript = """
        local first = redis.call('GETRANGE', KEYS[1], 0, 0)
        if first == '' or first == string.sub(ARGV[1], 1, 1) then
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return 1
        end
        return redis.call('GET', KEYS[1])
        """;

    /// <summary>Claims places; where a record is, learns of it instead.</summary>
    /// <param name="ids">The ids that the older key gives.</param>
    /// <param name="retainUntil">When the claims may be collected, Unix seconds.</param>
    /// <param name="expiry">When the store may forget them, from now.</param>
    /// <returns>One answer an id, in order.</returns>
    public async Task<ClaimResult[]> ClaimAsync(IReadOnlyList<RecordId> ids, uint retainUntil, TimeSpan expiry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiry, TimeSpan.Zero);
        RedisValue[] arguments = [NamingClaim.Make(retainUntil), (long)Math.Ceiling(expiry.TotalMilliseconds)];
        var replies = new Task<RedisResult>[ids.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var key = RecordStore.Key(ids[i]);
            replies[i] = StoreReplies.Send(() => database.ScriptEvaluateAsync(ClaimScript, [key], arguments, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisResult>(replies, deadline, time);
        return Array.ConvertAll(replies, ToResult);
    }

    private static ClaimResult ToResult(Task<RedisResult> reply)
    {
        if (!StoreReplies.Succeeded(reply) || reply.Result.IsNull) return default;
        return reply.Result.Resp2Type == ResultType.Integer ? new(ClaimOutcome.Claimed) : new(ClaimOutcome.Record, (RedisValue)reply.Result);
    }
}

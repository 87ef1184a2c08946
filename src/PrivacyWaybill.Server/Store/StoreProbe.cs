using System.Security.Cryptography;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Store;

/// <summary>
/// Tries what the server needs of a store, on keys of its own, before anything depends on it: documentation says what
/// a version can do, only a try says what this one does, behind its proxy and under its access rules.
/// </summary>
internal static class StoreProbe
{
    /// <summary>What is missing, in words for the operator; empty if nothing is.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="options">How it was made: a second, administrative connection is made likewise.</param>
    /// <param name="isFsyncPromised">Whether the settings promise that acknowledged means synced.</param>
    /// <param name="isJournalKept">Whether the settings ask for a journal of changes.</param>
    /// <param name="isCensusTaken">Whether the settings ask for a census of the store.</param>
    /// <exception cref="RedisException">The store went away meanwhile.</exception>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(IConnectionMultiplexer connection, ConfigurationOptions options, bool isFsyncPromised, bool isJournalKept = false, bool isCensusTaken = false)
    {
        var database = connection.GetDatabase();
        // One hash tag: on a cluster the probe touches one slot.
        var prefix = "{pw:probe:" + RandomNumberGenerator.GetHexString(16) + "}";
        RedisKey text = prefix + "t", page = prefix + "p", set = prefix + "z", list = prefix + "l", servers = prefix + "s";
        var missing = new List<string>();

        await Try("SET with NX, GET and PX (Redis 7.0)", async () =>
            (await database.StringSetAndGetAsync(text, "1", TimeSpan.FromMinutes(1), keepTtl: false, When.NotExists)).IsNull
            && await database.StringSetAndGetAsync(text, "2", TimeSpan.FromMinutes(1), keepTtl: false, When.NotExists) == "1");
        await Try("SETRANGE and GETRANGE", async () =>
            await database.StringSetAsync(page, new byte[8], TimeSpan.FromMinutes(1))
            && await database.StringSetRangeAsync(page, 4, "abcd") == 8
            && await database.StringGetRangeAsync(page, 4, 7) == "abcd");
        await Try("sorted sets (ZADD, ZCARD, ZCOUNT, ZRANGEBYSCORE)", async () =>
            await database.SortedSetAddAsync(set, "1", 0)
            && await database.SortedSetLengthAsync(set) == 1
            && await database.SortedSetLengthAsync(set, 0, 1) == 1
            && await database.KeyExpireAsync(set, TimeSpan.FromMinutes(1)));
        await Try("scripts (EVAL)", async () =>
            (string?)await database.ScriptEvaluateAsync("return redis.call('GETRANGE', KEYS[1], ARGV[1], ARGV[2])", [page], [4, 7]) == "abcd");
        if (isJournalKept)
        {
            await Try("lists and sets (RPUSH, LRANGE, SADD, SMEMBERS), as Changes:Export needs them", async () =>
                await database.ListRightPushAsync(list, "1") == 1
                && (await database.ListRangeAsync(list, 0, 0)).Length == 1
                && await database.KeyExpireAsync(list, TimeSpan.FromMinutes(1))
                && await database.SetAddAsync(servers, "1")
                && (await database.SetMembersAsync(servers)).Length == 1
                && await database.KeyExpireAsync(servers, TimeSpan.FromMinutes(1)));
        }
        if (isCensusTaken)
        {
            await Try("SCAN, as Retention:CensusInterval needs it", async () =>
            {
                var server = connection.GetServers().FirstOrDefault(static s => s is { IsReplica: false, IsConnected: true });
                // One command: the client's enumeration would go on until it has found something.
                if (server is not null) await server.ExecuteAsync("SCAN", "0", "COUNT", "1");
                return true;
            });
        }
        await database.KeyDeleteAsync([text, page, set, list, servers], CommandFlags.FireAndForget);

        missing.AddRange(await FindUnsuitableSettingsAsync(options, isFsyncPromised));
        return missing;

        async Task Try(string what, Func<Task<bool>> attempt)
        {
            try
            {
                if (!await attempt()) missing.Add($"the store answers {what} otherwise than Redis 7 does");
            }
            catch (RedisServerException)
            {
                missing.Add($"the store refuses {what}: use Redis 7 or Valkey, and a user who may run it");
            }
        }
    }

    private static async Task<IEnumerable<string>> FindUnsuitableSettingsAsync(ConfigurationOptions options, bool isFsyncPromised)
    {
        // CONFIG is an administrative command, which the working connection does not allow.
        options.AllowAdmin = true;
        await using var administrative = await ConnectionMultiplexer.ConnectAsync(options);
        var database = administrative.GetDatabase();
        var policy = await ConfiguredAsync(database, "maxmemory-policy");
        var sync = await ConfiguredAsync(database, "appendfsync");
        var isAppending = await ConfiguredAsync(database, "appendonly");
        var missing = new List<string>();
        if (policy is not (null or "noeviction"))
            missing.Add("the store's maxmemory-policy must be noeviction: an evicted mapping is a number that leads nowhere");
        if (isFsyncPromised && (sync != "always" || isAppending != "yes"))
            missing.Add("Store:Durability is fsynced, but the store does not say 'appendonly yes' and 'appendfsync always'");
        return missing;
    }

    /// <summary>A setting of the store; null where it does not tell (Garnet, managed services).</summary>
    private static async Task<string?> ConfiguredAsync(IDatabase database, string name)
    {
        try
        {
            return (RedisResult[]?)await database.ExecuteAsync("CONFIG", "GET", name) is [_, var value] ? (string?)value : null;
        }
        catch (RedisServerException)
        {
            return null;
        }
    }
}

using System.Globalization;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// Counts the connected calls of shipments, each call once. <c>pw:c:{record id}:n</c> holds <c>count:end</c> and
/// <c>pw:c:{record id}:call's name</c> holds an end, in Unix seconds: what is past its end counts as gone, whatever the
/// key's expiry. The braces are Redis Cluster's hash tag. Safe for concurrent use.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="deadline">How long answers are waited for.</param>
/// <param name="time">The clock.</param>
public sealed class CallCounter(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>How long a call's id is known.</summary>
    public static readonly TimeSpan CallsKnownFor = TimeSpan.FromDays(1);

    /// <summary>How late a key may go after its time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>ARGV: now, the call's end, the count's end at least (seconds), 1 if connected, expiry of the call and margin of the count (ms).</summary>
    private const string ReportScript = """
        local now = tonumber(ARGV[1])
        local count, ends = 0, tonumber(ARGV[3])
        local stored = redis.call('GET', KEYS[1])
        if stored then
          local n, e = string.match(stored, '^(%d+):(%d+)$')
          if n and tonumber(e) > now then
            count = tonumber(n)
            if tonumber(e) > ends then ends = tonumber(e) end
          end
        end
        local call = redis.call('GET', KEYS[2])
        if call and tonumber(call) > now then
          return {1, count}
        end
        redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[5])
        if ARGV[4] == '1' then
          count = count + 1
          redis.call('SET', KEYS[1], string.format('%.0f:%.0f', count, ends), 'PX', string.format('%.0f', math.max(0, ends - now) * 1000 + tonumber(ARGV[6])))
        end
        return {0, count}
        """;

    /// <summary>Counts calls in. The same call of the same shipment counts once a day.</summary>
    /// <returns>One answer a report, in order.</returns>
    public async Task<CallCount[]> ReportAsync(IReadOnlyList<CallReport> reports)
    {
        var replies = new Task<RedisResult>[reports.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var report = reports[i];
            replies[i] = StoreReplies.Send(() => Send(report));
        }
        await StoreReplies.WaitAsync<RedisResult>(replies, deadline, time);
        return Array.ConvertAll(replies, static reply => StoreReplies.Succeeded(reply) && (RedisResult[]?)reply.Result is [var isDuplicate, var count]
            ? new CallCount(true, (int)count, (int)isDuplicate == 1)
            : default);
    }

    /// <summary>The connected calls of shipments.</summary>
    /// <returns>One answer a shipment, in order.</returns>
    public async Task<CallCount[]> ReadAsync(IReadOnlyList<RecordId> ids)
    {
        var replies = new Task<RedisValue>[ids.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var key = Key(ids[i], "n");
            replies[i] = StoreReplies.Send(() => database.StringGetAsync(key));
        }
        await StoreReplies.WaitAsync<RedisValue>(replies, deadline, time);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return Array.ConvertAll(replies, reply => StoreReplies.Succeeded(reply) ? new CallCount(true, Read(reply.Result, now)) : default);
    }

    private static RedisKey Key(in RecordId id, string name) => $"pw:c:{{{Convert.ToHexStringLower(id.AsSpan())}}}:{name}";

    private static int Read(string? stored, long now)
    {
        if (stored?.Split(':') is not [var count, var end]) return 0;
        return long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until > now
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var connected) ? connected : 0;
    }

    private Task<RedisResult> Send(in CallReport report)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        RedisKey[] keys = [Key(report.Id, "n"), Key(report.Id, report.CallName)];
        RedisValue[] arguments =
        [
            now, now + (long)CallsKnownFor.TotalSeconds, report.CountedUntil, report.IsConnected ? 1 : 0,
            (long)(CallsKnownFor + Margin).TotalMilliseconds, (long)Margin.TotalMilliseconds,
        ];
        return database.ScriptEvaluateAsync(ReportScript, keys, arguments, CommandFlags.DemandMaster);
    }
}

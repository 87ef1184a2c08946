using System.Text.Json;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Retention;

/// <summary>
/// Counts what is held, by the day on which it is to be over, and deletes what is overdue by the times in the records
/// themselves: keys' expiry usually comes first, and nothing depends on it. One census an interval and store: its servers
/// take turns. Slow on purpose, beside the traffic.
/// </summary>
public sealed class RetentionCensus(IDatabase database, IStoreGate gate, RetentionOptions options, TimeProvider time)
{
    private const int PageSize = 250;
    private static readonly RedisKey TurnKey = "pw:retention:turn", ReportKey = "pw:retention:report";
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// ARGV: now, when the next turn begins, the latest that a next turn can be; Unix milliseconds. Returns 1 if the turn is the
    /// caller's. What lies beyond was written by a wrong clock, or when the interval was longer.
    /// </summary>
    private const string TurnScript = """
        local next = redis.call('GET', KEYS[1])
        if next and tonumber(next) > tonumber(ARGV[1]) and tonumber(next) <= tonumber(ARGV[3]) then return 0 end
        redis.call('SET', KEYS[1], ARGV[2])
        return 1
        """;

    private readonly RecordScan _scan = new(database, options.StoreDeadline, time);

    /// <summary>Takes a census if it is time and nobody else does. Null if not, or if the store is away.</summary>
    public async Task<RetentionReport?> RunIfDueAsync(CancellationToken cancel)
    {
        try
        {
            if (!gate.MayChange || !await TakeTurnAsync()) return null;
            var report = await RunAsync(cancel);
            await database.StringSetAsync(ReportKey, JsonSerializer.SerializeToUtf8Bytes(report));
            return report;
        }
        catch (Exception e) when (IsFault(e))
        {
            return null;
        }
    }

    /// <summary>The last census of any server; null if there is none yet.</summary>
    /// <exception cref="TimeoutException">The store does not answer.</exception>
    public async Task<RetentionReport?> ReadAsync()
    {
        try
        {
            ReadOnlyMemory<byte> json = await database.StringGetAsync(ReportKey);
            return json.IsEmpty ? null : JsonSerializer.Deserialize<RetentionReport>(json.Span);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception e) when (IsFault(e))
        {
            throw new TimeoutException("The store did not answer.");
        }
    }

    private async Task<bool> TakeTurnAsync()
    {
        var now = time.GetUtcNow();
        RedisValue[] arguments = [now.ToUnixTimeMilliseconds(), (now + options.Interval).ToUnixTimeMilliseconds(), (now + options.Interval + options.Margin).ToUnixTimeMilliseconds()];
        return (long)await database.ScriptEvaluateAsync(TurnScript, [TurnKey], arguments, CommandFlags.DemandMaster) == 1;
    }

    private async Task<RetentionReport> RunAsync(CancellationToken cancel)
    {
        var (tally, started, isComplete) = (new RetentionTally(), time.GetUtcNow(), false);
        var (seen, due, collected) = (0L, 0L, 0L);
        try
        {
            await foreach (var page in _scan.ReadAsync(PageSize, cancel))
            {
                var now = time.GetUtcNow();
                // After the clock was read: by one that jumped, live records are over.
                if (!gate.MayChange) throw new TimeoutException("The store was shut out, or the clock is wrong.");
                var overdue = new List<RecordHead>();
                foreach (var head in page)
                {
                    if (IsOver(head, now - options.Margin)) overdue.Add(head);
                    else tally.Add(head);
                    if (IsOver(head, now)) due++;
                }
                var deleted = overdue.Count > 0 ? await _scan.DeleteAsync(overdue) : 0;
                (collected, due) = (collected + deleted, due - deleted);
                seen += page.Count;
                await PaceAsync(seen, started, cancel);
            }
            isComplete = true;
        }
        catch (Exception e) when (IsFault(e) && !cancel.IsCancellationRequested)
        {
            // What was seen is told, and that it is not all.
        }
        var report = new RetentionReport
        {
            StartedAt = started,
            FinishedAt = time.GetUtcNow(),
            IsComplete = isComplete,
            Days = tally.Days,
            Due = due,
            Collected = collected,
            Unreadable = tally.Unreadable,
            NamedByOddEpochs = tally.Named.Odd,
            NamedByEvenEpochs = tally.Named.Even,
            Claims = tally.Claims,
        };
        RetentionMeter.Counted(report);
        return report;
    }

    /// <summary>Waits until as many records may have been looked at.</summary>
    private async Task PaceAsync(long seen, DateTimeOffset started, CancellationToken cancel)
    {
        var ahead = TimeSpan.FromSeconds((double)seen / options.KeysPerSecond) - (time.GetUtcNow() - started);
        if (ahead >= ShortestPause) await Task.Delay(ahead, time, cancel);
    }

    private static bool IsOver(in RecordHead head, DateTimeOffset now) => (head.State != RecordState.None || head.IsClaim) && head.RetainUntil <= now.ToUnixTimeSeconds();

    private static bool IsFault(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;
}

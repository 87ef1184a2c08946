using System.Buffers;
using System.Globalization;
using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Says which new records are over when, so that they are found and deleted in time without an expiry of their own: that would
/// cost 40 bytes and, together, two microseconds of Redis a record; an entry here costs 13 bytes. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para><c>pw:due</c> is a sorted set of times (Unix seconds), <c>pw:due:TIME</c> the list of records that may be deleted from then on:
/// an entry a batch, the records' ids one after the other. Whatever stands here, the time in the record decides: one that
/// was given a later one meanwhile stays, and gets an expiry of its own.</para>
/// <para>It is a help for finding, no authority: an id that got lost on the way here, or while it was collected, is found by
/// walking over the store (<see cref="RecordScan"/>).</para>
/// </remarks>
public sealed class DueList(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>Most entries taken from a list at a time.</summary>
    private const int EntriesAtOnce = 16;

    /// <summary>While the store is at one step, the next is made ready.</summary>
    private const int StepsAtOnce = 4;

    // A script holds up everybody: 64 records are some 0.1 ms.
    private const int KeysAScript = 64;

    private static readonly RedisKey TimesKey = "pw:due";

    // Lists are long where much is stored, and few where it is stored for long.
    private static readonly TimeSpan ShortExpiry = TimeSpan.FromDays(1), ShortStep = TimeSpan.FromMinutes(1), LongStep = TimeSpan.FromHours(1);

    /// <summary>
    /// ARGV: the time (Unix seconds) up to which records are over, seconds that an expiry comes later than a record's time. Deletes
    /// what is over; what is not, has been changed, and is left to an expiry of its own. Returns how many were deleted.
    /// </summary>
    private const string CollectScript = """
        local over, deleted = tonumber(ARGV[1]), 0
        for _, key in ipairs(KEYS) do
          local a, b, c, d = string.byte(redis.call('GETRANGE', key, 8, 11), 1, 4)
          if d then
            local until_ = ((a * 256 + b) * 256 + c) * 256 + d
            if until_ <= over then
              deleted = deleted + redis.call('DEL', key)
            elseif redis.call('PTTL', key) == -1 then
              redis.call('PEXPIRE', key, (until_ - over + tonumber(ARGV[2])) * 1000)
            end
          end
        end
        return deleted
        """;

    // A store that came back a little older has forgotten what it was told last.
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(10);

    private long _known = -1, _toldAt;

    /// <summary>Notes records that are about to be created. Sent before it returns; nothing waits for it.</summary>
    /// <param name="writes">At least one. The earliest expiry counts for all.</param>
    /// <returns>What is being sent: to be given to <see cref="Reuse"/> once it is certain that the store has read it.</returns>
    internal byte[] Note(ReadOnlySpan<RecordWrite> writes)
    {
        var expiry = writes[0].Expiry;
        var length = writes.Length * RecordId.Length;
        var entry = ArrayPool<byte>.Shared.Rent(length);
        for (var i = 0; i < writes.Length; i++)
        {
            writes[i].Id.AsSpan().CopyTo(entry.AsSpan(i * RecordId.Length));
            if (writes[i].Expiry < expiry) expiry = writes[i].Expiry;
        }
        var at = TimeOf(time.GetUtcNow(), expiry);
        if (Volatile.Read(ref _known) != at || time.GetElapsedTime(Volatile.Read(ref _toldAt)) >= TellAgain) _ = TellAsync(at);
        _ = StoreReplies.Send(() => database.ListRightPushAsync(ListKey(at), entry.AsMemory(0, length), flags: CommandFlags.DemandMaster | CommandFlags.FireAndForget));
        return entry;
    }

    /// <summary>Takes back what <see cref="Note"/> sent.</summary>
    internal static void Reuse(byte[] noted) => ArrayPool<byte>.Shared.Return(noted);

    /// <summary>Deletes what the lists up to now name, as far as it is over.</summary>
    /// <param name="over">Up to which time records are over; now, or earlier by a margin.</param>
    /// <param name="margin">How much later than its record's time an expiry comes.</param>
    /// <param name="mayGoOn">Asked before each step.</param>
    /// <returns>How many records were deleted.</returns>
    /// <exception cref="RedisException">The store failed: what is left comes next time.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public async Task<long> CollectAsync(DateTimeOffset over, TimeSpan margin, Func<bool> mayGoOn)
    {
        var deleted = 0L;
        foreach (var at in await database.SortedSetRangeByScoreAsync(TimesKey, stop: over.ToUnixTimeSeconds()).WaitAsync(deadline, time))
            deleted += await CollectAsync((long)at, over, margin, mayGoOn);
        return deleted;
    }

    /// <summary>How many times' lists are due and not emptied yet.</summary>
    public Task<long> CountDueAsync(DateTimeOffset over) => database.SortedSetLengthAsync(TimesKey, max: over.ToUnixTimeSeconds()).WaitAsync(deadline, time);

    private async Task<long> CollectAsync(long at, DateTimeOffset over, TimeSpan margin, Func<bool> mayGoOn)
    {
        var steps = new Queue<Task<long>>(StepsAtOnce);
        try
        {
            var deleted = 0L;
            while (mayGoOn())
            {
                if (steps.Count == StepsAtOnce) deleted += await steps.Dequeue();
                var entries = await database.ListLeftPopAsync(ListKey(at), EntriesAtOnce, CommandFlags.DemandMaster).WaitAsync(deadline, time);
                if (entries is { Length: > 0 })
                {
                    steps.Enqueue(DeleteAsync(at, entries, over, margin));
                    continue;
                }
                while (steps.TryDequeue(out var last)) deleted += await last;
                await database.SortedSetRemoveAsync(TimesKey, at, CommandFlags.DemandMaster).WaitAsync(deadline, time);
                return deleted;
            }
            while (steps.TryDequeue(out var step)) deleted += await step;
            return deleted;
        }
        finally
        {
            // One failed: the others end by themselves, and nobody asks how.
            foreach (var step in steps) StoreReplies.Forget(step);
        }
    }

    private async Task<long> DeleteAsync(long at, RedisValue[] entries, DateTimeOffset over, TimeSpan margin)
    {
        RedisValue[] arguments = [over.ToUnixTimeSeconds(), (long)margin.TotalSeconds];
        var scripts = KeysOf(entries).Chunk(KeysAScript)
            .Select(keys => StoreReplies.Send(() => database.ScriptEvaluateAsync(CollectScript, keys, arguments, CommandFlags.DemandMaster))).ToArray();
        await StoreReplies.WaitAsync<RedisResult>(scripts, deadline, time);
        if (scripts.All(StoreReplies.Succeeded)) return scripts.Sum(static s => (long)s.Result);
        // Back to where they were, which another server may have seen empty meanwhile; if not even that succeeds, they are found by
        // walking over the store.
        _ = StoreReplies.Send(() => database.ListRightPushAsync(ListKey(at), entries, CommandFlags.DemandMaster | CommandFlags.FireAndForget));
        _ = StoreReplies.Send(() => database.SortedSetAddAsync(TimesKey, at, at, When.NotExists, CommandFlags.DemandMaster | CommandFlags.FireAndForget));
        throw new TimeoutException("The store did not answer.");
    }

    private static IEnumerable<RedisKey> KeysOf(RedisValue[] entries)
    {
        foreach (var entry in entries)
        {
            ReadOnlyMemory<byte> ids = entry;
            for (; ids.Length >= RecordId.Length; ids = ids[RecordId.Length..]) yield return RecordStore.Key(new RecordId(ids.Span[..RecordId.Length]));
        }
    }

    private async Task TellAsync(long at)
    {
        Volatile.Write(ref _toldAt, time.GetTimestamp());
        var told = StoreReplies.Send(() => database.SortedSetAddAsync(TimesKey, at, at, When.NotExists, CommandFlags.DemandMaster));
        await StoreReplies.WaitAsync<bool>(new[] { told }, deadline, time);
        if (StoreReplies.Succeeded(told)) Volatile.Write(ref _known, at);
    }

    /// <summary>The end of the step in which an expiry from now on lies.</summary>
    private static long TimeOf(DateTimeOffset now, TimeSpan expiry)
    {
        var step = (long)(expiry <= ShortExpiry ? ShortStep : LongStep).TotalSeconds;
        return ((now + expiry).ToUnixTimeSeconds() / step + 1) * step;
    }

    private static RedisKey ListKey(long at) => string.Create(CultureInfo.InvariantCulture, $"pw:due:{at}");
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Walks over all records of a store, a page at a time: <c>SCAN</c> on each primary, then the front of each header. Whatever
/// is there from the first to the last page is seen; what comes or goes meanwhile may be.
/// </summary>
public sealed class RecordScan(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    /// <summary>ARGV: revision and retain-until as they were read. A record that was changed since stays.</summary>
    private static readonly string DeleteScript = $"""
        if redis.call('GETRANGE', KEYS[1], {RecordHeader.RevisionOffset}, {RecordHeader.RevisionOffset + 2 * sizeof(uint) - 1}) == ARGV[1] then
          return redis.call('DEL', KEYS[1])
        end
        return 0
        """;

    /// <summary>All records, in no order.</summary>
    /// <param name="pageSize">Most records a page.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RedisException">The store, or a primary of it, does not answer: the walk is incomplete.</exception>
    /// <exception cref="TimeoutException">Likewise.</exception>
    public async IAsyncEnumerable<IReadOnlyList<RecordHead>> ReadAsync(int pageSize, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var page = new List<RedisKey>(pageSize);
        foreach (var server in database.Multiplexer.GetServers())
        {
            if (server.IsReplica) continue;
            await foreach (var key in server.KeysAsync(database.Database, "r*", pageSize).WithCancellation(cancel))
            {
                if (((byte[])key!).Length != RecordStore.KeyLength) continue;
                page.Add(key);
                if (page.Count < pageSize) continue;
                yield return await ReadFrontsAsync(page);
                page.Clear();
            }
        }
        if (page.Count > 0) yield return await ReadFrontsAsync(page);
    }

    /// <summary>Deletes records that still are as they were read.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAsync(IReadOnlyList<RecordHead> heads)
    {
        var replies = new Task<RedisResult>[heads.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var (key, front) = (RecordStore.Key(heads[i].Id), new byte[2 * sizeof(uint)]);
            BinaryPrimitives.WriteUInt32BigEndian(front, heads[i].Revision);
            BinaryPrimitives.WriteUInt32BigEndian(front.AsSpan(sizeof(uint)), heads[i].RetainUntil);
            replies[i] = StoreReplies.Send(() => database.ScriptEvaluateAsync(DeleteScript, [key], [front], CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisResult>(replies, deadline, time);
        return replies.Count(static r => StoreReplies.Succeeded(r) && (long)r.Result == 1);
    }

    private async Task<IReadOnlyList<RecordHead>> ReadFrontsAsync(List<RedisKey> keys)
    {
        var replies = new Task<RedisValue>[keys.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var key = keys[i];
            replies[i] = StoreReplies.Send(() => database.StringGetRangeAsync(key, 0, RecordHeader.FixedLength - 1, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<RedisValue>(replies, deadline, time);
        var heads = new List<RecordHead>(keys.Count);
        for (var i = 0; i < replies.Length; i++)
        {
            if (!StoreReplies.Succeeded(replies[i])) throw new TimeoutException("The store did not answer.");
            ReadOnlyMemory<byte> front = replies[i].Result;
            // Gone since.
            if (front.IsEmpty) continue;
            var id = new RecordId(((byte[])keys[i]!).AsSpan(1));
            heads.Add(ReadFront(id, front.Span));
        }
        return heads;
    }

    private static RecordHead ReadFront(in RecordId id, ReadOnlySpan<byte> front)
    {
        if (NamingClaim.Is(front)) return new RecordHead(id, RecordState.None, 0, NamingClaim.RetainUntil(front), IsClaim: true);
        return RecordHeader.ReadFixed(front, out var header) == RecordFault.None
            ? new RecordHead(id, header.State, header.Revision, header.RetainUntil, header.IsOfEvenEpoch)
            : new RecordHead(id, RecordState.None, 0, 0);
    }
}

using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// The forward direction of linked records: under the root of a chain of shipments, the ids of all that continue it. Key 'g'
/// and the root's id, a set; there are none for shipments that nothing continues. A record joins before it is written and
/// whenever it is written again, so a group may name a record that was never written, but never lacks one that was. A
/// member counts only if its record names the root (<see cref="RecordLink.Root"/>). Safe for concurrent use.
/// </summary>
public sealed class ShipmentGroup
{
    private readonly IDatabase _database;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;

    /// <summary>Groups behind a connection, as <see cref="RecordStore"/> takes it.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="deadline">How long a batch's answers are waited for.</param>
    /// <param name="time">The clock of the deadline; the system's if null.</param>
    public ShipmentGroup(IDatabase database, TimeSpan deadline, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero);
        (_database, _deadline, _time) = (database, deadline, time ?? TimeProvider.System);
    }

    /// <summary>The key of a group: 'g' and the root's id.</summary>
    public static RedisKey Key(in RecordId root) => RecordKeys.Of('g', root);

    /// <summary>Adds records to their groups. Adding one again is no change.</summary>
    /// <param name="entries">The records.</param>
    /// <param name="expiry">When the store may forget the groups, from now; not sooner than the records.</param>
    /// <returns>One an entry: false if it is not known to be in its group.</returns>
    public async Task<bool[]> JoinAsync(IReadOnlyList<GroupEntry> entries, TimeSpan expiry)
    {
        var replies = new Task<bool>[2 * entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            var (key, member) = (Key(entries[i].Root), entries[i].Member.AsSpan().ToArray());
            replies[2 * i] = StoreReplies.Send(() => _database.SetAddAsync(key, member, CommandFlags.DemandMaster));
            replies[2 * i + 1] = StoreReplies.Send(() => _database.KeyExpireAsync(key, expiry, CommandFlags.DemandMaster));
        }
        await StoreReplies.WaitAsync<bool>(replies, _deadline, _time);
        var joined = new bool[entries.Count];
        // Whether a set was added to is no matter; one that has no key to expire was lost in between.
        for (var i = 0; i < joined.Length; i++)
            joined[i] = StoreReplies.Succeeded(replies[2 * i]) & (StoreReplies.Succeeded(replies[2 * i + 1]) && replies[2 * i + 1].Result);
        return joined;
    }

    /// <summary>All that continue the shipments, without the roots themselves.</summary>
    /// <param name="roots">The first shipments of chains; one that nothing continues has no members.</param>
    /// <returns>One list a root; null where the store did not answer.</returns>
    public async Task<IReadOnlyList<RecordId>?[]> MembersAsync(IReadOnlyList<RecordId> roots)
    {
        var replies = new Task<RedisValue[]>[roots.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var key = Key(roots[i]);
            replies[i] = StoreReplies.Send(() => _database.SetMembersAsync(key));
        }
        await StoreReplies.WaitAsync<RedisValue[]>(replies, _deadline, _time);
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

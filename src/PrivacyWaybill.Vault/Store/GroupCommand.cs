using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Keys and values of one group of new records, in the client's form. The client does not copy them: it is used again only
/// once the store has answered.
/// </summary>
internal sealed class GroupCommand
{
    private readonly byte[][] _keys;

    /// <summary>A command of so many records.</summary>
    public GroupCommand(int count)
    {
        _keys = new byte[count][];
        for (var i = 0; i < count; i++) _keys[i] = new byte[RecordKeys.Length];
        Pairs = new KeyValuePair<RedisKey, RedisValue>[count];
    }

    /// <summary>Key and value of each record.</summary>
    public KeyValuePair<RedisKey, RedisValue>[] Pairs { get; }

    /// <summary>Takes on records, as many as it has room for.</summary>
    public void Set(ReadOnlySpan<RecordWrite> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            RecordStore.WriteKey(records[i].Id, _keys[i]);
            Pairs[i] = new(_keys[i], records[i].Value);
        }
    }

    /// <summary>Lets go of the values.</summary>
    public void Clear() => Array.Clear(Pairs);
}

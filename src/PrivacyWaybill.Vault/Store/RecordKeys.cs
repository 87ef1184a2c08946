using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>The keys of what is stored under a record's id: a letter that says what it is, and the id's 13 bytes.</summary>
internal static class RecordKeys
{
    /// <summary>Bytes of such a key.</summary>
    public const int Length = 1 + RecordId.Length;

    /// <summary>The key of a kind and an id.</summary>
    public static RedisKey Of(char kind, in RecordId id)
    {
        var key = new byte[Length];
        Write(kind, id, key);
        return key;
    }

    /// <summary>Writes such a key.</summary>
    public static void Write(char kind, in RecordId id, Span<byte> key)
    {
        key[0] = (byte)kind;
        id.AsSpan().CopyTo(key[1..]);
    }
}

using System.Buffers.Binary;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// A place in the journal: an hour, and how many entries of each server's list were read. As bytes: a version (1), the hour
/// (4 bytes), then for each server its 8 bytes and the count (4 bytes), all big endian.
/// </summary>
/// <param name="Hour">Unix time / 3600.</param>
/// <param name="Read">Entries read, by server.</param>
public sealed record ChangeCursor(long Hour, IReadOnlyDictionary<string, int> Read)
{
    private const byte Version = 1;
    private const int HeadLength = 5, ServerLength = 12, MostServers = 10_000;

    /// <summary>The beginning of an hour.</summary>
    public static ChangeCursor Begin(long hour) => new(hour, new Dictionary<string, int>());

    /// <summary>The cursor as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeadLength + Read.Count * ServerLength];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)Hour);
        var at = HeadLength;
        foreach (var (server, count) in Read)
        {
            Convert.FromHexString(server).CopyTo(bytes, at);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + 8), count);
            at += ServerLength;
        }
        return bytes;
    }

    /// <summary>Reads a cursor; null if it is none.</summary>
    public static ChangeCursor? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength || bytes[0] != Version || (bytes.Length - HeadLength) % ServerLength != 0 || bytes.Length > HeadLength + MostServers * ServerLength) return null;
        var read = new Dictionary<string, int>();
        for (var rest = bytes[HeadLength..]; !rest.IsEmpty; rest = rest[ServerLength..])
        {
            var count = BinaryPrimitives.ReadInt32BigEndian(rest[8..]);
            if (count < 0 || !read.TryAdd(Convert.ToHexStringLower(rest[..8]), count)) return null;
        }
        return new ChangeCursor(BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]), read);
    }
}

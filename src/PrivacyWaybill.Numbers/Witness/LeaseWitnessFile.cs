using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace PrivacyWaybill.Numbers.Witness;

/// <summary>
/// A witness in files: one a server and segment, <c>sorter-1.3.leases</c>, in a folder that survives the store; several servers
/// may share it. 16 bytes ("PWLEASES", segment id, number of blocks), then 12 a block: free-at, held-until and held-at, Unix seconds.
/// Numbers are unsigned, big endian. Each note is written in place and synced.
/// </summary>
public sealed class LeaseWitnessFile : ILeaseWitness, IDisposable
{
    private const int HeaderLength = 16, BlockLength = 3 * sizeof(uint);
    private const string Extension = ".leases";

    private readonly string _directory, _server;
    private readonly IReadOnlyList<string> _servers;
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, SafeFileHandle> _own = [];

    /// <summary>A witness in a folder, which is made if it is not there.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="server">This server's id; empty for one that only reads.</param>
    /// <param name="servers">The ids of all servers that lease from the store; this one's is added.</param>
    /// <exception cref="ArgumentException">An id is not of 1 to 64 ASCII letters, digits, '-' or '_'.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public LeaseWitnessFile(string directory, string server, IEnumerable<string> servers)
    {
        (_directory, _server) = (directory, server);
        _servers = [.. servers.Append(server).Where(static s => s.Length > 0).Distinct(StringComparer.Ordinal)];
        if (!_servers.All(IsServerId)) throw new ArgumentException("A server's id must be of 1 to 64 ASCII letters, digits, '-' or '_'.");
        Directory.CreateDirectory(directory);
    }

    /// <inheritdoc/>
    public string Server => _server;

    /// <summary>Whether a text can be a server's id: it is part of a file's name.</summary>
    public static bool IsServerId(string id) => id.Length is >= 1 and <= 64 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <inheritdoc/>
    public void Open(NumberSegment segment) => Own(segment);

    /// <inheritdoc/>
    public void Note(NumberSegment segment, ReadOnlySpan<int> blocks, DateTimeOffset freeAt)
    {
        var file = Own(segment);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Seconds(freeAt));
        foreach (var block in blocks) RandomAccess.Write(file, bytes, At(block));
        RandomAccess.FlushToDisk(file);
    }

    /// <inheritdoc/>
    public IReadOnlyList<HoldMark> NoteHolds(NumberSegment segment, IEnumerable<(int Block, DateTimeOffset FreeAt)> holds, DateTimeOffset now)
    {
        var file = Own(segment);
        var marks = new List<HoldMark>();
        Span<byte> bytes = stackalloc byte[2 * sizeof(uint)];
        lock (_lock)
        {
            foreach (var (block, freeAt) in holds)
            {
                ReadWhole(file, bytes, At(block) + sizeof(uint));
                var (until, last) = (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(uint)..]));
                var mark = new HoldMark(until > Seconds(now) ? last : 0, Math.Max(last + 1, Seconds(now)));
                BinaryPrimitives.WriteUInt32BigEndian(bytes, Math.Max(until, Seconds(freeAt)));
                BinaryPrimitives.WriteUInt32BigEndian(bytes[sizeof(uint)..], mark.At);
                RandomAccess.Write(file, bytes, At(block) + sizeof(uint));
                marks.Add(mark);
            }
        }
        RandomAccess.FlushToDisk(file);
        return marks;
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<ushort> ListSegments()
    {
        var ids = new SortedSet<ushort>();
        foreach (var path in Directory.EnumerateFiles(_directory, "*" + Extension))
            if (ushort.TryParse(Path.GetFileNameWithoutExtension(path).Split('.')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
        return ids;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, uint> ReadMarks(NumberSegment segment, int block)
    {
        var marks = new Dictionary<string, uint>(StringComparer.Ordinal);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        foreach (var (server, path) in Files(segment))
        {
            using var file = OpenToRead(segment, path);
            if (file is null) continue;
            ReadWhole(file, bytes, At(block) + 2 * sizeof(uint));
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes) is > 0 and var mark) marks.Add(server, mark);
        }
        return marks;
    }

    /// <inheritdoc/>
    public WitnessedBlock Read(NumberSegment segment, int block)
    {
        var latest = default(WitnessedBlock);
        Span<byte> bytes = stackalloc byte[BlockLength];
        foreach (var (_, path) in Files(segment))
        {
            using var file = OpenToRead(segment, path);
            if (file is null) continue;
            ReadWhole(file, bytes, At(block));
            latest = Later(latest, bytes);
        }
        return latest;
    }

    /// <inheritdoc/>
    public WitnessReading Read(NumberSegment segment)
    {
        var blocks = new WitnessedBlock[segment.BlockCount];
        var missing = new HashSet<string>(_servers, StringComparer.Ordinal);
        var bytes = new byte[Math.Min(segment.BlockCount, 8_192) * BlockLength];
        foreach (var (server, path) in Files(segment))
        {
            using var file = OpenToRead(segment, path);
            if (file is null)
            {
                // A damaged one may be of a server that nobody named.
                missing.Add(server);
                continue;
            }
            for (var first = 0; first < blocks.Length; first += bytes.Length / BlockLength)
            {
                var part = bytes.AsSpan(0, Math.Min(bytes.Length, (blocks.Length - first) * BlockLength));
                ReadWhole(file, part, At(first));
                for (var i = 0; i < part.Length / BlockLength; i++) blocks[first + i] = Later(blocks[first + i], part[(i * BlockLength)..]);
            }
            missing.Remove(server);
        }
        return new WitnessReading(blocks, [.. missing.Order(StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var file in _own.Values) file.Dispose();
            _own.Clear();
        }
    }

    private static long At(int block) => HeaderLength + (long)block * BlockLength;

    private static long Length(NumberSegment segment) => At(segment.BlockCount);

    private static uint Seconds(DateTimeOffset time) => checked((uint)time.ToUnixTimeSeconds());

    private static WitnessedBlock Later(WitnessedBlock one, ReadOnlySpan<byte> other) => new(
        Math.Max(one.FreeAt, BinaryPrimitives.ReadUInt32BigEndian(other)),
        Math.Max(one.HeldUntil, BinaryPrimitives.ReadUInt32BigEndian(other[sizeof(uint)..])),
        Math.Max(one.HeldAt, BinaryPrimitives.ReadUInt32BigEndian(other[(2 * sizeof(uint))..])));

    private static void ReadWhole(SafeFileHandle file, Span<byte> destination, long at)
    {
        for (var read = 0; read < destination.Length;)
        {
            var more = RandomAccess.Read(file, destination[read..], at + read);
            if (more == 0) throw new EndOfStreamException("A lease witness is shorter than it was.");
            read += more;
        }
    }

    private static byte[] Header(NumberSegment segment)
    {
        var header = new byte[HeaderLength];
        "PWLEASES"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), segment.Id);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), segment.BlockCount);
        return header;
    }

    /// <returns>Null if it is damaged, or of another segment.</returns>
    private static SafeFileHandle? OpenToRead(NumberSegment segment, string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (IsWhole(segment, file)) return file;
        file.Dispose();
        return null;
    }

    private static bool IsWhole(NumberSegment segment, SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        return RandomAccess.GetLength(file) == Length(segment)
            && RandomAccess.Read(file, header, 0) == HeaderLength && header.SequenceEqual(Header(segment));
    }

    private IEnumerable<(string Server, string Path)> Files(NumberSegment segment)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $".{segment.Id}{Extension}");
        foreach (var path in Directory.EnumerateFiles(_directory, "*" + ending))
            yield return (Path.GetFileName(path)[..^ending.Length], path);
    }

    private SafeFileHandle Own(NumberSegment segment)
    {
        lock (_lock)
        {
            if (_own.TryGetValue(segment.Id, out var file)) return file;
            var path = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"{_server}.{segment.Id}{Extension}"));
            if (!File.Exists(path)) Create(segment, path);
            file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (!IsWhole(segment, file))
            {
                file.Dispose();
                throw new IOException("A lease witness is damaged, or of another segment; restore it, or mend the store and remove it.");
            }
            _own.Add(segment.Id, file);
            return file;
        }
    }

    /// <summary>Completely or not at all: a part of one would be taken for damage.</summary>
    private static void Create(NumberSegment segment, string path)
    {
        var inMaking = path + ".new";
        using (var file = File.OpenHandle(inMaking, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.SetLength(file, Length(segment));
            RandomAccess.Write(file, Header(segment), 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(inMaking, path, overwrite: false);
    }
}

using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Benchmarks.Vault;

/// <summary>
/// The ways in which a batch's new records could be written, each only if it is not there, side by side over a real
/// <c>redis-server</c>: random ids and values of a sealed record's size, without an engine around them.
/// </summary>
internal static class WriteShapes
{
    private const int ValueLength = 222, Batch = 256, Group = 32, UnderWay = 16;

    // Entries of an index's hash: Redis keeps up to 128 in one piece of memory.
    private const int IndexEntries = 64;

    // The index names a record by half of its id, and its place by the block's number and its place in there.
    private const int FieldLength = 8, PlaceLength = 6;

    /// <summary>KEYS: the block, then a hash a record. ARGV: the block's bytes, then field and place a record. All or nothing.</summary>
    private const string BlockScript = """
        for i = 2, #KEYS do
          if redis.call('HEXISTS', KEYS[i], ARGV[2 * i - 2]) == 1 then return 0 end
        end
        for i = 2, #KEYS do redis.call('HSET', KEYS[i], ARGV[2 * i - 2], ARGV[2 * i - 1]) end
        redis.call('SET', KEYS[1], ARGV[1])
        return 1
        """;

    private sealed record Shape(string Name, int Connections, Func<IDatabase, Ids, Task> Write);

    /// <summary>A batch's ids, and where its blocks are counted from.</summary>
    private sealed record Ids(byte[][] All, uint FirstBlock, int IndexHashes);

    /// <summary>Prints Redis' processor time and memory, and this process' processor time, a record.</summary>
    /// <param name="records">How many.</param>
    public static async Task RunAsync(int records)
    {
        Shape[] shapes =
        [
            new("SET NX GET PX a record", 1, static (d, ids) => Task.WhenAll(ids.All.Select(id => d.StringSetAndGetAsync(Key('r', id), Value(), TimeSpan.FromDays(15), when: When.NotExists)))),
            new("MSETNX of 32", 1, MsetnxAsync),
            new("MSETNX of 32, two connections", 2, MsetnxAsync),
            new("MSETNX of 32, four connections", 4, MsetnxAsync),
            new("MSETNX of 32, sixteen connections", 16, MsetnxAsync),
            new("blocks of 32, HSETNX a record in an index", 1, static (d, ids) => Task.WhenAll([.. InBlocks(ids).Select(b => BlockAsync(d, b)), .. InBlocks(ids).SelectMany(b => b.Entries.Select(e => d.HashSetAsync(e.Hash, e.Field, e.Place, When.NotExists)))])),
            new("blocks of 32, a script a block for the index", 1, static (d, ids) => Task.WhenAll(InBlocks(ids).Select(b => ScriptAsync(d, b)))),
        ];
        Console.WriteLine("| shape | Redis µs | Redis B | client µs | records/s |\n|---|---:|---:|---:|---:|");
        foreach (var shape in shapes) await MeasureAsync(shape, records);
    }

    private static async Task MeasureAsync(Shape shape, int records)
    {
        await using var redis = await RedisServerProcess.StartAsync();
        var connections = await Task.WhenAll(Enumerable.Range(0, shape.Connections).Select(_ => ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true,asyncTimeout=60000")));
        var server = connections[0].GetServers()[0];
        var hashes = Math.Max(1, records / IndexEntries);
        await WriteAsync(Batch * UnderWay * 4);
        await server.ExecuteAsync("FLUSHALL");
        var before = await FiguresAsync(server);
        var (own, clock) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        await WriteAsync(records);
        var seconds = clock.Elapsed.TotalSeconds;
        var client = (Process.GetCurrentProcess().TotalProcessorTime - own).TotalMicroseconds / records;
        var after = await FiguresAsync(server);
        Console.WriteLine(FormattableString.Invariant(
            $"| {shape.Name} | {(after.Cpu - before.Cpu) * 1e6 / records:N2} | {(after.Memory - before.Memory) / records:N0} | {client:N2} | {records / seconds:N0} |"));
        foreach (var connection in connections) await connection.DisposeAsync();

        async Task WriteAsync(int count)
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(worker => Task.Run(async () =>
            {
                var database = connections[worker % connections.Length].GetDatabase();
                for (var b = Interlocked.Increment(ref next); b < count / Batch; b = Interlocked.Increment(ref next))
                    await shape.Write(database, new Ids([.. Enumerable.Range(0, Batch).Select(static _ => RandomNumberGenerator.GetBytes(RecordId.Length))], (uint)(b * (Batch / Group)), hashes));
            })));
        }
    }

    private static Task<bool[]> MsetnxAsync(IDatabase database, Ids ids) => Task.WhenAll(ids.All.Chunk(Group)
        .Select(group => database.StringSetAsync([.. group.Select(static id => new KeyValuePair<RedisKey, RedisValue>(Key('r', id), Value()))], When.NotExists)));

    private static Task<bool> BlockAsync(IDatabase database, Block block) => database.StringSetAsync(block.Key, block.Value, when: When.NotExists);

    private static Task<RedisResult> ScriptAsync(IDatabase database, Block block) => database.ScriptEvaluateAsync(
        BlockScript, [block.Key, .. block.Entries.Select(static e => e.Hash)], [block.Value, .. block.Entries.SelectMany(static e => new RedisValue[] { e.Field, e.Place })]);

    private static IEnumerable<Block> InBlocks(Ids ids) => ids.All.Chunk(Group).Select((group, g) =>
    {
        var number = new byte[PlaceLength - 1];
        BinaryPrimitives.WriteUInt32BigEndian(number.AsSpan(1), ids.FirstBlock + (uint)g);
        return new Block(
            Key('b', number), RandomNumberGenerator.GetBytes(Group * ValueLength),
            [.. group.Select((id, i) => (Key('i', Hash(id, ids.IndexHashes)), (RedisValue)id[..FieldLength], (RedisValue)(byte[])[.. number, (byte)i]))]);
    });

    private static byte[] Hash(byte[] id, int hashes)
    {
        var hash = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(hash, BinaryPrimitives.ReadUInt32BigEndian(id.AsSpan(FieldLength)) % (uint)hashes);
        return hash;
    }

    private static RedisKey Key(char kind, byte[] name) => (byte[])[(byte)kind, .. name];

    private static RedisValue Value() => RandomNumberGenerator.GetBytes(ValueLength);

    private static async Task<(double Cpu, double Memory)> FiguresAsync(IServer server)
    {
        var (cpu, memory) = (await RedisFigures.OfAsync(server, "cpu"), await RedisFigures.OfAsync(server, "memory"));
        return (cpu("used_cpu_user") + cpu("used_cpu_sys"), memory("used_memory"));
    }

    /// <summary>Records that are stored as one value, and what finds each.</summary>
    private sealed record Block(RedisKey Key, RedisValue Value, (RedisKey Hash, RedisValue Field, RedisValue Place)[] Entries);
}

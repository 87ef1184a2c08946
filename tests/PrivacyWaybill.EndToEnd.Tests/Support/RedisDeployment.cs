using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Keys;
using StackExchange.Redis;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>A real Redis, initialised once, with the key ring and the pool file that all servers over it share.</summary>
public sealed class RedisDeployment : IAsyncDisposable
{
    private readonly string _folder;

    private RedisDeployment(RedisServerProcess redis, string folder, KeyRing keys, SegmentTable segments)
    {
        (Redis, _folder, Keys) = (redis, folder, keys);
        Plan = new NumberPlan(segments, s => keys.DerivePermutationKey(s.Id));
    }

    public RedisServerProcess Redis { get; }

    public KeyRing Keys { get; }

    public NumberPlan Plan { get; }

    public string KeyFile => Path.Combine(_folder, "ring.json");

    public string PoolPath => Path.Combine(_folder, "pool.json");

    /// <param name="capacityDigits">The pool has 10 to this numbers.</param>
    /// <param name="blockSize">Numbers a lease.</param>
    /// <param name="redisSettings">As on the command line of redis-server.</param>
    public static async Task<RedisDeployment> StartAsync(int capacityDigits = 7, int blockSize = 1_000, params string[] redisSettings)
    {
        var folder = Directory.CreateTempSubdirectory("pw-e2e-").FullName;
        var pool = PoolFile.Write(Path.Combine(folder, "pool.json"), capacityDigits, blockSize);
        var keyFile = Path.Combine(folder, "ring.json");
        KeyRingFile.Create(keyFile);
        using var file = KeyRingFile.Load(keyFile);
        var deployment = new RedisDeployment(await RedisServerProcess.StartAsync(redisSettings), folder, KeyRing.Create(file), SegmentTable.Load(pool));
        await deployment.InitialiseAsync();
        return deployment;
    }

    /// <summary>A server's arguments. Its store may take long to answer: the machine that runs tests is a busy one.</summary>
    public string[] Arguments(params string[] more) =>
        [$"--Store:Connection={Redis.ConnectionString}", $"--Keys:File={KeyFile}", $"--Numbers:PoolFile={PoolPath}", "--Store:Timeout=00:00:30", .. more];

    /// <summary>A connection of the test's own.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString + ",allowAdmin=true,syncTimeout=60000,asyncTimeout=60000");

    /// <summary>How many keys there are.</summary>
    public async Task<long> CountKeysAsync()
    {
        await using var connection = await ConnectAsync();
        return await connection.GetServers().Single().DatabaseSizeAsync();
    }

    /// <summary>The ledger of the only segment.</summary>
    public NumberLedger Ledger(IDatabase database) => new(database, Plan, Plan.Segments.Segments.Single());

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
        Plan.Dispose();
        Keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task InitialiseAsync()
    {
        await using var connection = await ConnectAsync();
        var initialised = await StoreInitialisation.RunAsync(connection.GetDatabase(), Plan, TimeProvider.System);
        Assert.True(initialised.IsReady, string.Join('\n', initialised.Report));
    }
}

using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Workload;

/// <summary>The parts of an engine over a real <c>redis-server</c> of its own, with 100 million numbers to give.</summary>
public sealed class EngineOverRedis : IAsyncDisposable
{
    private readonly RedisServerProcess _redis;
    private readonly ConnectionMultiplexer _connection;

    private EngineOverRedis(RedisServerProcess redis, ConnectionMultiplexer connection, EngineParts parts) =>
        (_redis, _connection, Parts) = (redis, connection, parts);

    /// <summary>What pipeline and desks are made of.</summary>
    public EngineParts Parts { get; }

    /// <summary>The server.</summary>
    public IServer Server => _connection.GetServers()[0];

    /// <summary>The store.</summary>
    public IDatabase Database => _connection.GetDatabase();

    /// <summary>How long the store may take to answer: the machine may be a busy one.</summary>
    public static TimeSpan StoreDeadline { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Starts and initialises the store.</summary>
    /// <param name="isAppending">Whether it keeps an append-only file, synced every second and never rewritten.</param>
    public static async Task<EngineOverRedis> StartAsync(bool isAppending = false)
    {
        var redis = await RedisServerProcess.StartAsync(isAppending
            ? ["--appendonly yes", "--appendfsync everysec", "--auto-aof-rewrite-percentage 0"] : []);
        var settings = RedisOptions.Parse(redis.ConnectionString, StoreDeadline);
        settings.AllowAdmin = true;
        var connection = await ConnectionMultiplexer.ConnectAsync(settings);
        using var master = new EphemeralMasterKeys();
        var keys = KeyRing.Create(master);
        var segment = new NumberSegment(1, "bench", "深圳", "18400000000", 10_000, 4, 10_000);
        var plan = new NumberPlan(new SegmentTable([segment]), s => keys.DerivePermutationKey(s.Id));
        var database = connection.GetDatabase();
        await new NumberLedger(database, plan, segment).InitialiseAsync();
        var numbers = new NumberPoolOptions { StoreDeadline = StoreDeadline };
        var options = new EngineOptions();
        var time = TimeProvider.System;
        return new EngineOverRedis(redis, connection, new EngineParts
        {
            Options = options,
            Keys = keys,
            Plan = plan,
            Numbers = new NumberPool(database, plan, numbers, time),
            Directory = new NumberDirectory(database, plan.Segments, numbers, time),
            Records = new RecordStore(database, StoreDeadline, time, due: new DueList(database, StoreDeadline, time)),
            Groups = new ShipmentGroup(database, StoreDeadline, time),
            Pieces = new PieceIndex(database, StoreDeadline, time),
            Pseudonyms = new PseudonymLedger(database, options, time),
            Gate = new OpenGate(),
            Time = time,
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Parts.Numbers.DisposeAsync();
        Parts.Plan.Dispose();
        Parts.Keys.Dispose();
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private sealed class OpenGate : IStoreGate
    {
        public bool IsOpen => true;
    }
}

using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Store;
using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Tests.Support;

/// <summary>A real Redis, a connection as the server makes it, and a monitor that looks when it is told to.</summary>
internal sealed class WatchedRedis : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private WatchedRedis(RedisServerProcess server, ConnectionMultiplexer connection)
    {
        (Server, Connection) = (server, connection);
        Monitor = NewMonitor();
    }

    public RedisServerProcess Server { get; }

    public ConnectionMultiplexer Connection { get; }

    public IDatabase Database => Connection.GetDatabase();

    public LoggedLines Log { get; } = new();

    public StoreMonitor Monitor { get; }

    /// <summary>What the probe finds; the real one unless it is set.</summary>
    public IReadOnlyList<string>? Missing { get; set; }

    /// <param name="settings">As on the command line of redis-server.</param>
    public static async Task<WatchedRedis> StartAsync(params string[] settings)
    {
        var server = await RedisServerProcess.StartAsync(settings);
        var options = RedisOptions.Parse(server.ConnectionString, Timeout);
        options.ReconnectRetryPolicy = new LinearRetry(100);
        return new WatchedRedis(server, await ConnectionMultiplexer.ConnectAsync(options));
    }

    public StoreMonitor NewMonitor(ClockWatch? clock = null) => new(Connection, ProbeAsync, Timeout, Log, clock);

    public Task<StoreMarkResult> MarkAsync() => StoreMark.InitialiseAsync(Database, Timeout);

    /// <param name="isFsyncPromised">Whether the settings promise that acknowledged means synced.</param>
    /// <param name="credentials">More for the connection string.</param>
    /// <param name="isCensusTaken">Whether the settings ask for a census.</param>
    public async Task<IReadOnlyList<string>> FindMissingAsync(bool isFsyncPromised = false, string credentials = "", bool isCensusTaken = false)
    {
        var options = RedisOptions.Parse(Server.ConnectionString + credentials, Timeout);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        return await StoreProbe.FindMissingAsync(connection, RedisOptions.Parse(Server.ConnectionString + credentials, Timeout), isFsyncPromised, isCensusTaken: isCensusTaken);
    }

    /// <summary>Looks again and again until the gate is as wanted.</summary>
    public async Task GateBecomesAsync(bool isOpen)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            await Monitor.LookAsync();
            if (Monitor.IsOpen == isOpen) return;
            await Task.Delay(50);
        }
        Assert.Fail($"the gate did not {(isOpen ? "open" : "close")}");
    }

    /// <summary>Waits until the client is connected again.</summary>
    public async Task ReconnectedAsync()
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                await Database.PingAsync();
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(50);
            }
        }
        Assert.Fail("the client did not connect again");
    }

    public async ValueTask DisposeAsync()
    {
        Monitor.Dispose();
        await Connection.DisposeAsync();
        await Server.DisposeAsync();
    }

    private Task<IReadOnlyList<string>> ProbeAsync() => Missing is { } found ? Task.FromResult(found) : FindMissingAsync();
}

using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>A Redis of one test's own, to be killed and stopped.</summary>
internal sealed class OwnRedis : IAsyncDisposable
{
    private OwnRedis(RedisServerProcess server, ConnectionMultiplexer connection) => (Server, Connection) = (server, connection);

    public RedisServerProcess Server { get; }

    public ConnectionMultiplexer Connection { get; }

    public IDatabase Database => Connection.GetDatabase();

    /// <param name="settings">As on the command line of redis-server.</param>
    public static async Task<OwnRedis> StartAsync(params string[] settings)
    {
        var server = await RedisServerProcess.StartAsync(settings);
        var options = RedisOptions.Parse(server.ConnectionString, TimeSpan.FromSeconds(30));
        options.ReconnectRetryPolicy = new LinearRetry(100);
        return new OwnRedis(server, await ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>Waits until the client is connected again.</summary>
    public async Task ReconnectedAsync()
    {
        for (var attempt = 0; attempt < 1_200; attempt++)
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

    /// <summary>Lets writes wait, until it is disposed.</summary>
    public async Task<IAsyncDisposable> PauseAsync()
    {
        var options = RedisOptions.Parse(Server.ConnectionString, TimeSpan.FromSeconds(30));
        options.AllowAdmin = true;
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        await connection.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "600000", "WRITE");
        return new Pause(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Server.DisposeAsync();
    }

    private sealed class Pause(ConnectionMultiplexer connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.GetDatabase().ExecuteAsync("CLIENT", "UNPAUSE");
            await connection.DisposeAsync();
        }
    }
}

using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Testing;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(RedisStore))]

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>One real Redis for all tests that do not harm it; each test has a segment and keys of its own in it.</summary>
public sealed class RedisStore : IAsyncLifetime
{
    private ConnectionMultiplexer? _connection;

    internal RedisServerProcess Server { get; private set; } = null!;

    internal IDatabase Database => _connection!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        Server = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(RedisOptions.Parse(Server.ConnectionString, TimeSpan.FromSeconds(30)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        await Server.DisposeAsync();
    }
}

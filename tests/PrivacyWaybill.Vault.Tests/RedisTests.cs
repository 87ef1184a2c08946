using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Tests;

/// <summary>Tests over a real Redis, a new one for each.</summary>
public abstract class RedisTests : IAsyncLifetime
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    protected RedisServerProcess Redis { get; set; } = null!;

    protected ConnectionMultiplexer Connection { get; set; } = null!;

    protected IDatabase Database => Connection.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServerProcess.StartAsync();
        await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual async Task ConnectAsync() => Connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString + ",allowAdmin=true");
}

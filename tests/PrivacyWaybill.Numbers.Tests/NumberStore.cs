using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests;

/// <summary>A Redis of the test class's own, a clock that stands still, and pools over fresh segments.</summary>
public sealed class NumberStore : IAsyncLifetime
{
    private ConnectionMultiplexer? _connection;

    public RedisServerProcess Server { get; private set; } = null!;

    public IDatabase Database => _connection!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        Server = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(Server.ConnectionString + ",allowAdmin=true");
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        await Server.DisposeAsync();
    }

    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    /// <summary>A plan of one fresh segment whose ledger is made.</summary>
    internal async Task<(NumberPlan Plan, NumberSegment Segment)> InitialisedAsync(int digits = 6, int blockSize = 0)
    {
        var segment = TestSegments.New(digits, blockSize);
        var plan = TestSegments.Plan(segment);
        Assert.Equal(InitialiseOutcome.Initialised, await new NumberLedger(Database, plan, segment).InitialiseAsync());
        return (plan, segment);
    }

    /// <summary>The key of the page that a number stands on.</summary>
    internal static RedisKey PageOf(NumberSegment segment, NumberRef place) =>
        NumberKeys.Page(segment.Id, (int)(place.Sequence / segment.BlockSize));

    /// <summary>Waits until a command waits, because writes do.</summary>
    internal async Task SomeWaitAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Server.ConnectionString + ",allowAdmin=true");
        while ((await connection.GetServers()[0].InfoAsync("clients")).SelectMany(static g => g).Single(static p => p.Key == "blocked_clients").Value == "0") await Task.Delay(20);
    }

    /// <summary>Lets writes wait, those that are on their way too, until it is disposed.</summary>
    internal async Task<IAsyncDisposable> PauseWritesAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(Server.ConnectionString + ",allowAdmin=true");
        await connection.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "10000", "WRITE");
        return new Pause(connection);
    }

    private sealed class Pause(ConnectionMultiplexer connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (!connection.IsConnected) return;
            await connection.GetDatabase().ExecuteAsync("CLIENT", "UNPAUSE");
            await connection.DisposeAsync();
        }
    }
}

using Microsoft.Extensions.Logging;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Tests.Support;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Tests.Store;

public sealed class StoreMonitorTests
{
    [Fact]
    public async Task LookAsync_StoreNeverInitialised_IsRefused()
    {
        await using var redis = await WatchedRedis.StartAsync();
        Assert.Contains("not initialised", Assert.Single(await redis.Monitor.LookAsync()), StringComparison.Ordinal);
        Assert.False(redis.Monitor.IsOpen);
    }

    [Fact]
    public async Task LookAsync_MarkedStore_Opens()
    {
        await using var redis = await WatchedRedis.StartAsync();
        Assert.False(redis.Monitor.IsOpen);
        await redis.MarkAsync();
        Assert.Empty(await redis.Monitor.LookAsync());
        Assert.True(redis.Monitor.IsOpen);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-31)]
    public async Task MayChange_ClockJumps_IsFalseAtOnceUntilTheClockIsBackOrTheStoresConfirmsIt(int days)
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.MarkAsync();
        var clock = new JumpingClock();
        using var monitor = redis.NewMonitor(new ClockWatch(redis.Database, new NumberPoolOptions { StoreDeadline = TimeSpan.FromSeconds(30) }, clock));
        await monitor.LookAsync();
        Assert.Equal((true, true), (monitor.IsOpen, monitor.MayChange));

        clock.Ahead = TimeSpan.FromDays(days);
        Assert.Equal((true, false), (monitor.IsOpen, monitor.MayChange));
        await monitor.LookAsync();
        await monitor.LookAsync();
        Assert.Equal((true, false), (monitor.IsOpen, monitor.MayChange));
        Assert.Single(redis.Log.Lines, l => l.Text.Contains("clock jumped", StringComparison.Ordinal));
        clock.Ahead = TimeSpan.Zero;
        Assert.True(monitor.MayChange);

        clock.Back = TimeSpan.FromHours(1);
        Assert.False(monitor.MayChange);
        await monitor.LookAsync();
        Assert.True(monitor.MayChange);
    }

    [Theory]
    [InlineData("somebody's", "belongs to somebody else")]
    [InlineData("""{"format":1,"storeId":"0123456789abcdef0123456789abcdef","createdAt":"2026-01-01T00:00:00Z"}""", "another version")]
    public async Task LookAsync_MarkOfAnother_IsRefused(string mark, string says)
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.Database.StringSetAsync(StoreMark.Key, mark);
        Assert.Contains(says, Assert.Single(await redis.Monitor.LookAsync()), StringComparison.Ordinal);
        Assert.False(redis.Monitor.IsOpen);
    }

    [Fact]
    public async Task LookAsync_SomethingMissing_StaysShutUntilItIsThere()
    {
        await using var redis = await WatchedRedis.StartAsync("--maxmemory-policy allkeys-lru");
        await redis.MarkAsync();
        Assert.Contains("noeviction", Assert.Single(await redis.Monitor.LookAsync()), StringComparison.Ordinal);
        Assert.False(redis.Monitor.IsOpen);
        redis.Missing = [];
        Assert.Empty(await redis.Monitor.LookAsync());
        Assert.True(redis.Monitor.IsOpen);
    }

    [Fact]
    public async Task IsOpen_StoreKilledAndBackWithItsData_ClosesByItselfAndOpensAgain()
    {
        await using var redis = await WatchedRedis.StartAsync("--appendonly yes", "--appendfsync always");
        await redis.MarkAsync();
        await redis.GateBecomesAsync(isOpen: true);
        redis.Server.Kill();
        await redis.GateBecomesAsync(isOpen: false);
        Assert.Empty(await redis.Monitor.LookAsync());

        await redis.Server.StartAgainAsync();
        await redis.GateBecomesAsync(isOpen: true);
        Assert.Equal(
            [(LogLevel.Information, "The store is ready"), (LogLevel.Warning, "The store cannot be reached; the outage policy holds until it can"), (LogLevel.Information, "The store is ready")],
            redis.Log.Lines);
    }

    [Fact]
    public async Task IsOpen_ConnectionBreaks_ClosesWithoutALook()
    {
        await using var redis = await WatchedRedis.StartAsync("--appendonly yes", "--appendfsync always");
        await redis.MarkAsync();
        await redis.GateBecomesAsync(isOpen: true);
        redis.Server.Kill();
        for (var attempt = 0; redis.Monitor.IsOpen && attempt < 600; attempt++) await Task.Delay(50);
        Assert.False(redis.Monitor.IsOpen);
    }

    /// <summary>Nothing of a batch goes over it: the store was not away.</summary>
    [Fact]
    public async Task IsOpen_SubscriptionBreaks_StaysOpen()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.MarkAsync();
        await redis.Connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("any"));
        await redis.GateBecomesAsync(isOpen: true);
        var failed = new TaskCompletionSource<ConnectionType>();
        redis.Connection.ConnectionFailed += (_, failure) => failed.TrySetResult(failure.ConnectionType);

        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Server.ConnectionString + ",allowAdmin=true");
        await admin.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
        Assert.Equal(ConnectionType.Subscription, await failed.Task);
        Assert.True(redis.Monitor.IsOpen);
    }

    [Fact]
    public async Task LookAsync_StoreCameBackEmpty_StaysShut()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.MarkAsync();
        await redis.GateBecomesAsync(isOpen: true);
        redis.Server.Kill();
        await redis.Server.StartAgainAsync();
        await redis.ReconnectedAsync();
        Assert.Contains("came back empty", Assert.Single(await redis.Monitor.LookAsync()), StringComparison.Ordinal);
        Assert.False(redis.Monitor.IsOpen);
    }

    [Fact]
    public async Task LookAsync_AnotherStoreInItsPlace_StaysShutForThisServerOnly()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.MarkAsync();
        await redis.GateBecomesAsync(isOpen: true);
        redis.Server.Kill();
        await redis.Server.StartAgainAsync();
        await redis.ReconnectedAsync();
        await redis.MarkAsync();
        Assert.Contains("another store", Assert.Single(await redis.Monitor.LookAsync()), StringComparison.Ordinal);
        Assert.False(redis.Monitor.IsOpen);

        using var restarted = redis.NewMonitor();
        Assert.Empty(await restarted.LookAsync());
        Assert.True(restarted.IsOpen);
    }

    [Fact]
    public async Task LookAsync_SameProblemTwice_IsLoggedOnce()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.MarkAsync();
        redis.Missing = ["something"];
        Assert.Single(await redis.Monitor.LookAsync());
        Assert.Single(await redis.Monitor.LookAsync());
        Assert.Equal([(LogLevel.Error, "The store cannot be used: something")], redis.Log.Lines);
    }

    [Fact]
    public async Task StartAsync_RunningMonitor_LooksByItself()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.MarkAsync();
        await redis.Monitor.StartAsync(CancellationToken.None);
        for (var attempt = 0; !redis.Monitor.IsOpen && attempt < 600; attempt++) await Task.Delay(50);
        Assert.True(redis.Monitor.IsOpen);
        await redis.Monitor.StopAsync(CancellationToken.None);
    }

    /// <summary>The system's clock, until it jumps; the machine can have slept, too, while the clock went on.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

        public override long GetTimestamp() => System.GetTimestamp() - (long)(Back.TotalSeconds * System.TimestampFrequency);
    }
}

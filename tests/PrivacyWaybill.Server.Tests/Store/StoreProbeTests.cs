using PrivacyWaybill.Server.Tests.Support;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Tests.Store;

public sealed class StoreProbeTests
{
    [Fact]
    public async Task FindMissingAsync_PlainRedis_NothingAndLeavesNothingBehind()
    {
        await using var redis = await WatchedRedis.StartAsync();
        Assert.Empty(await redis.FindMissingAsync());
        Assert.Equal(0, (long)await redis.Database.ExecuteAsync("DBSIZE"));
    }

    /// <summary>While it looks nothing is masked: it must not walk over the whole store.</summary>
    [Fact]
    public async Task FindMissingAsync_FullStore_LooksAtOnePageOfIt()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.Database.StringSetAsync([.. Enumerable.Range(0, 5_000).Select(static i => KeyValuePair.Create<RedisKey, RedisValue>($"r{i}", "1"))]);
        Assert.Empty(await redis.FindMissingAsync(isCensusTaken: true));
        await using var administrative = await ConnectionMultiplexer.ConnectAsync(redis.Server.ConnectionString + ",allowAdmin=true");
        Assert.Contains("cmdstat_scan:calls=1,", await administrative.GetServers()[0].InfoRawAsync("commandstats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindMissingAsync_UserMayNotScan_IsToldIfACensusIsTaken()
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.Server.SetUserAsync("waybill", "secret", "-scan");
        Assert.Empty(await redis.FindMissingAsync(credentials: ",user=waybill,password=secret"));
        Assert.Contains("SCAN", Assert.Single(await redis.FindMissingAsync(credentials: ",user=waybill,password=secret", isCensusTaken: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("volatile-ttl")]
    public async Task FindMissingAsync_EvictingRedis_IsToldTheSetting(string policy)
    {
        await using var redis = await WatchedRedis.StartAsync($"--maxmemory-policy {policy}");
        Assert.Contains("maxmemory-policy must be noeviction", Assert.Single(await redis.FindMissingAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--appendonly no", false)]
    [InlineData("--appendonly yes --appendfsync everysec", false)]
    [InlineData("--appendonly no --appendfsync always", false)]
    [InlineData("--appendonly yes --appendfsync always", true)]
    public async Task FindMissingAsync_FsyncPromised_OnlyWhereEveryWriteIsSynced(string settings, bool isKept)
    {
        await using var redis = await WatchedRedis.StartAsync(settings);
        var missing = await redis.FindMissingAsync(isFsyncPromised: true);
        if (isKept) Assert.Empty(missing);
        else Assert.StartsWith("Store:Durability is fsynced", Assert.Single(missing), StringComparison.Ordinal);
        Assert.Empty(await redis.FindMissingAsync(isFsyncPromised: false));
    }

    [Theory]
    [InlineData("-eval", "scripts (EVAL)")]
    [InlineData("-set", "SET with NX, GET and PX")]
    [InlineData("-setrange", "SETRANGE and GETRANGE")]
    [InlineData("-zcount", "sorted sets")]
    public async Task FindMissingAsync_UserMayNotRunIt_IsToldWhich(string rule, string what)
    {
        await using var redis = await WatchedRedis.StartAsync();
        await redis.Server.SetUserAsync("waybill", "secret", rule);
        var missing = await redis.FindMissingAsync(credentials: ",user=waybill,password=secret");
        Assert.Contains(missing, m => m.Contains("refuses " + what, StringComparison.Ordinal));
        Assert.All(missing, m => Assert.DoesNotContain("secret", m, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindMissingAsync_UserMayNotReadSettings_IsTrustedUnlessSyncIsPromised()
    {
        await using var redis = await WatchedRedis.StartAsync("--appendonly yes", "--appendfsync always");
        await redis.Server.SetUserAsync("waybill", "secret", "-config");
        Assert.Empty(await redis.FindMissingAsync(credentials: ",user=waybill,password=secret"));
        Assert.Single(await redis.FindMissingAsync(isFsyncPromised: true, credentials: ",user=waybill,password=secret"));
    }
}

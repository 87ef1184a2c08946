using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Registry;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class DrainTests(NumberStore store) : IClassFixture<NumberStore>
{
    private const int ATime = 2_000;

    private static readonly NumberPoolOptions Options = new();

    [Fact]
    public async Task GetStatusAsync_RetiredSegmentOfManyBlocks_IsWalkedOnceAndAPartATime()
    {
        var (plan, segment) = await store.InitialisedAsync(blockSize: 100);
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        Assert.False(await IsDrainedAsync(pool));
        pool.Set(segment.Id, new StoredPhase(SegmentPhase.Retired));
        var before = await WalkedAsync();
        var parts = segment.BlockCount / ATime;
        for (var part = 1; part <= parts; part++)
        {
            Assert.Equal(part == parts, await IsDrainedAsync(pool));
            Assert.Equal(part * ATime, await WalkedAsync() - before);
        }
        for (var i = 0; i < 10; i++) Assert.True(await IsDrainedAsync(pool));
        Assert.Equal(segment.BlockCount, await WalkedAsync() - before);
    }

    [Fact]
    public async Task GetStatusAsync_NumberHeldForLonger_IsNotDrainedUntilItIsOverAndIsWaitedFor()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var place = (await pool.IssueAsync(1)).Numbers[0].Ref;
        await HoldAsync(pool, plan, clock, place, days: 200);
        pool.Set(segment.Id, new StoredPhase(SegmentPhase.Retired));
        Assert.False(await IsDrainedAsync(pool));
        clock.Advance(TimeSpan.FromDays(110));
        Assert.Equal(segment.Capacity, Assert.Single((await pool.GetStatusAsync()).Segments).Free);
        var before = await WalkedAsync();
        Assert.False(await IsDrainedAsync(pool));
        Assert.Equal(before, await WalkedAsync());
        await HoldAsync(pool, plan, clock, place, days: 150);
        clock.Advance(TimeSpan.FromDays(110));
        Assert.False(await IsDrainedAsync(pool));
        clock.Advance(TimeSpan.FromDays(60));
        Assert.True(await IsDrainedAsync(pool));
    }

    private static async Task<bool> IsDrainedAsync(NumberPool pool) => Assert.Single((await pool.GetStatusAsync()).Segments).IsDrained;

    private async Task HoldAsync(NumberPool pool, NumberPlan plan, TimeProvider clock, NumberRef place, int days)
    {
        var entry = (await new NumberDirectory(store.Database, plan.Segments, Options, clock).ReadAsync(new[] { place }))[0];
        Assert.Equal(HoldOutcome.Held, (await pool.Holds.HoldAsync(new[] { new HoldRequest(place, entry, clock.GetUtcNow().AddDays(days)) }))[0]);
    }

    /// <summary>How many blocks' holds the store was asked for.</summary>
    private async Task<long> WalkedAsync()
    {
        var stats = (string)(await store.Database.ExecuteAsync("INFO", "commandstats"))!;
        var line = stats.Split('\n').SingleOrDefault(static l => l.StartsWith("cmdstat_hgetall:calls=", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split('=', ',')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}

using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Stores;

public sealed class StoreInitialisationTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task RunAsync_EmptyStoreThenAgainWithASegmentMore_IsMadeOnceAndGrows()
    {
        await using var redis = await OwnRedis.StartAsync();
        var setup = new EngineSetup();
        using var plan = Plan(setup, setup.Segments[0]);
        var made = await StoreInitialisation.RunAsync(redis.Database, plan, setup.Clock);
        Assert.True(made.IsReady);
        Assert.Contains("1000000 numbers free", made.Report[0], StringComparison.Ordinal);
        var mark = await StoreMark.ReadAsync(redis.Database, Deadline);
        Assert.Equal((StoreMarkOutcome.Present, StoreMark.CurrentFormat, setup.Clock.GetUtcNow()), (mark.Outcome, mark.Mark!.Format, mark.Mark.CreatedAt));

        using var larger = Plan(setup, setup.Segments[0], EngineSetup.NewSegment());
        var again = await StoreInitialisation.RunAsync(redis.Database, larger, setup.Clock);
        Assert.True(again.IsReady);
        Assert.Contains("already", again.Report[0], StringComparison.Ordinal);
        Assert.Contains("ledger made", again.Report[1], StringComparison.Ordinal);
        Assert.Equal(mark.Mark.StoreId, (await StoreMark.ReadAsync(redis.Database, Deadline)).Mark!.StoreId);
    }

    [Fact]
    public async Task RunAsync_LedgerThatWasLost_IsNotMadeAgain()
    {
        await using var redis = await OwnRedis.StartAsync();
        var setup = new EngineSetup();
        using var plan = Plan(setup, setup.Segments[0]);
        Assert.True((await StoreInitialisation.RunAsync(redis.Database, plan, setup.Clock)).IsReady);
        var ledger = NumberKeys.Ledger(setup.Segments[0]);
        Assert.True(await redis.Database.KeyDeleteAsync(ledger));
        var refused = await StoreInitialisation.RunAsync(redis.Database, plan, setup.Clock);
        Assert.False(refused.IsReady);
        Assert.Contains("restore the store", refused.Report[^1], StringComparison.Ordinal);
        Assert.False(await redis.Database.KeyExistsAsync(ledger));
    }

    [Fact]
    public async Task RunAsync_SomebodyElsesStore_IsLeftAlone()
    {
        await using var redis = await OwnRedis.StartAsync();
        await redis.Database.StringSetAsync(StoreMark.Key, "not a mark");
        var setup = new EngineSetup();
        using var plan = Plan(setup, setup.Segments[0]);
        var refused = await StoreInitialisation.RunAsync(redis.Database, plan, setup.Clock);
        Assert.False(refused.IsReady);
        Assert.Equal(1, (long)await redis.Database.ExecuteAsync("DBSIZE"));
    }

    [Fact]
    public async Task RunAsync_StoreAway_SaysSo()
    {
        await using var redis = await OwnRedis.StartAsync();
        redis.Server.Kill();
        var setup = new EngineSetup();
        using var plan = Plan(setup, setup.Segments[0]);
        var refused = await StoreInitialisation.RunAsync(redis.Database, plan, setup.Clock);
        Assert.Equal((false, "the store does not answer"), (refused.IsReady, Assert.Single(refused.Report)));
    }

    private static NumberPlan Plan(EngineSetup setup, params NumberSegment[] segments) =>
        new(new SegmentTable(segments), s => setup.Keys.DerivePermutationKey(s.Id));
}

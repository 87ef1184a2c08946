using PrivacyWaybill.Numbers.Ledger;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests.Ledger;

public sealed class NumberLedgerTests(NumberStore store) : IClassFixture<NumberStore>
{
    private static readonly NumberPoolOptions Options = new();

    /// <summary>No measure of speed: what hangs hangs for ever, and a test must end all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task InitialiseAsync_NewSegment_FreesAllBlocks()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var reading = await Ledger(plan, segment).ReadAsync(NumberStore.Clock().GetUtcNow(), Options);
        Assert.Equal(new LedgerReading(LedgerState.Ready, 1_000, 0, 0, null), reading);
    }

    [Fact]
    public async Task InitialiseAsync_ExistingLedger_RefusesAndChangesNothing()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var ledger = Ledger(plan, segment);
        await ledger.LeaseAsync(1_000, 9_000, 10);
        Assert.Equal(InitialiseOutcome.AlreadyExists, await ledger.InitialiseAsync());
        Assert.Equal(10, (await ledger.ReadAsync(DateTimeOffset.FromUnixTimeMilliseconds(1_000), Options)).QuarantinedBlocks);
    }

    [Fact]
    public async Task InitialiseAsync_AfterAnInterruptedOne_StartsAfreshAndWhatIsLeftGoes()
    {
        var segment = TestSegments.New(blockSize: 100);
        using var plan = TestSegments.Plan(segment);
        var ledger = Ledger(plan, segment);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.InitialiseAsync(static block => block < 5_000 ? 0 : throw new InvalidOperationException()));
        Assert.Equal(InitialiseOutcome.Initialised, await ledger.InitialiseAsync());
        Assert.Equal(10_000, (await ledger.ReadAsync(NumberStore.Clock().GetUtcNow(), Options)).FreeBlocks);
        var left = Assert.Single(InMaking(segment));
        Assert.NotNull(await store.Database.KeyTimeToLiveAsync(left));
        Assert.Null(await store.Database.KeyTimeToLiveAsync(NumberKeys.Ledger(segment)));
    }

    [Fact]
    public async Task InitialiseAsync_TwoAtOnce_OneWinsAndTheLedgerIsWhole()
    {
        var segment = TestSegments.New(blockSize: 100);
        using var plan = TestSegments.Plan(segment);
        using ManualResetEventSlim firstIsHalf = new(), secondBegan = new(), firstIsDone = new();
        // The second begins when the first is half done, and is held until that is through.
        var first = Task.Run(() => Ledger(plan, segment).InitialiseAsync(block => block == 3_000 ? HoldUntil(secondBegan, firstIsHalf) : 0));
        Assert.True(firstIsHalf.Wait(Patience));
        var second = Task.Run(() => Ledger(plan, segment).InitialiseAsync(block => block == 1_000 ? HoldUntil(firstIsDone, secondBegan) : 0));
        Assert.Equal(InitialiseOutcome.Initialised, await first.WaitAsync(Patience));
        firstIsDone.Set();
        Assert.Equal(InitialiseOutcome.AlreadyExists, await second.WaitAsync(Patience));
        Assert.Equal(new LedgerReading(LedgerState.Ready, 10_000, 0, 0, null), await Ledger(plan, segment).ReadAsync(NumberStore.Clock().GetUtcNow(), Options));
        Assert.Empty(InMaking(segment));

        static long HoldUntil(ManualResetEventSlim released, ManualResetEventSlim reached)
        {
            reached.Set();
            Assert.True(released.Wait(Patience));
            return 0;
        }
    }

    [Fact]
    public async Task ReadAsync_NoLedger_IsMissing()
    {
        var segment = TestSegments.New();
        using var plan = TestSegments.Plan(segment);
        Assert.Equal(LedgerState.Missing, (await Ledger(plan, segment).ReadAsync(DateTimeOffset.UnixEpoch, Options)).State);
        Assert.Equal(LedgerState.Missing, (await Ledger(plan, segment).LeaseAsync(1, 2, 1)).State);
        Assert.False(await store.Database.KeyExistsAsync(NumberKeys.Ledger(segment)));
    }

    [Theory]
    [InlineData("a block less", LedgerState.Disagrees)]
    [InlineData("a block more", LedgerState.Disagrees)]
    [InlineData("another permutation key", LedgerState.OfAnother)]
    public async Task LeaseAsync_LedgerThatIsNotTheSegments_SaysWhy(string difference, LedgerState state)
    {
        var (plan, segment) = await store.InitialisedAsync();
        var key = NumberKeys.Ledger(segment);
        if (difference == "a block less") await store.Database.SortedSetRemoveAsync(key, "500");
        if (difference == "a block more") await store.Database.SortedSetAddAsync(key, "1000", 0);
        var other = difference == "another permutation key" ? new NumberPlan(plan.Segments, _ => new byte[32]) : plan;
        Assert.Equal(state, (await Ledger(other, segment).LeaseAsync(1, 2, 1)).State);
        Assert.Equal(state, (await Ledger(other, segment).ReadAsync(DateTimeOffset.UnixEpoch, Options)).State);
    }

    [Fact]
    public async Task LeaseAsync_SomeDue_TakesLongestFreeFirst()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var ledger = Ledger(plan, segment);
        await ledger.LeaseAsync(1, 50_000, 1_000);
        await store.Database.SortedSetAddAsync(NumberKeys.Ledger(segment), "7", 300);
        await store.Database.SortedSetAddAsync(NumberKeys.Ledger(segment), "900", 200);
        await store.Database.SortedSetAddAsync(NumberKeys.Ledger(segment), "33", 100);
        Assert.Equal((int[])[33, 900], (await ledger.LeaseAsync(1_000, 60_000, 2)).Blocks);
        Assert.Equal((int[])[7], (await ledger.LeaseAsync(1_000, 60_000, 2)).Blocks);
    }

    [Fact]
    public async Task LeaseAsync_AllLeased_SaysWhenTheNextIsFree()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var ledger = Ledger(plan, segment);
        const long freeAt = 1_772_352_000_123;
        Assert.Equal(1_000, (await ledger.LeaseAsync(1, freeAt, 1_000)).Blocks.Distinct().Count());

        var none = await ledger.LeaseAsync(freeAt - 1, freeAt * 2, 5);
        Assert.Empty(none.Blocks);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(freeAt), none.EarliestFree);
        Assert.Equal(5, (await ledger.LeaseAsync(freeAt, freeAt * 2, 5)).Blocks.Length);
    }

    [Fact]
    public async Task GiveBackAsync_OnlyAsLeased_FreesTheBlock()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var ledger = Ledger(plan, segment);
        await ledger.LeaseAsync(1, 9_000, 999);
        var block = Assert.Single((await ledger.LeaseAsync(1, 9_500, 1)).Blocks);
        Assert.False(await ledger.GiveBackAsync(block, 9_501, 2));
        Assert.False(await ledger.GiveBackAsync(1_000, 9_500, 2));
        Assert.Empty((await ledger.LeaseAsync(2, 9_500, 1)).Blocks);
        Assert.True(await ledger.GiveBackAsync(block, 9_500, 2));
        Assert.Equal((int[])[block], (await ledger.LeaseAsync(2, 9_500, 1)).Blocks);
    }

    [Fact]
    public async Task ReadAsync_LeasedQuarantinedFree_AreToldApart()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var ledger = Ledger(plan, segment);
        var now = NumberStore.Clock().GetUtcNow();
        var at = now.ToUnixTimeMilliseconds();
        var quarantine = (long)(Options.Quarantine + Options.ClockMargin).TotalMilliseconds;
        await ledger.LeaseAsync(at, at + quarantine + 1, 20);
        await ledger.LeaseAsync(at, at + quarantine, 30);
        await ledger.LeaseAsync(at, at + 1, 40);
        await ledger.LeaseAsync(at, at, 5);
        Assert.Equal(new LedgerReading(LedgerState.Ready, 910, 70, 20, null), await ledger.ReadAsync(now, Options));
    }

    private IEnumerable<RedisKey> InMaking(NumberSegment segment) =>
        store.Database.Multiplexer.GetServers().Single().Keys(pattern: $"pw:n:l:{{{segment.Id}}}:new*");

    private NumberLedger Ledger(NumberPlan plan, NumberSegment segment) => new(store.Database, plan, segment);
}

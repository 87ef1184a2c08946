using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Witness;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests.Witness;

/// <summary>A store that comes back old or empty: no number that is printed is issued again.</summary>
public sealed class WitnessedPoolTests(NumberStore store) : IClassFixture<NumberStore>, IDisposable
{
    private const int Blocks = 20, All = Blocks * 1_000;

    private static readonly NumberPoolOptions Options = new();
    private static readonly TimeSpan Lap = Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin;

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-witness-").FullName;
    private readonly List<NumberPoolEventKind> _events = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task OpenAsync_OldStoreAndAllWitnesses_MendsItExactlyAndIssuesNothingTwice()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        var backup = await store.Database.KeyDumpAsync(NumberKeys.Ledger(segment));
        using var one = Witness("one", "two");
        using var two = Witness("two", "one");
        var live = new HashSet<NumberRef>();
        var (first, second) = (Pool(plan, clock, one), Pool(plan, clock, two));
        await first.OpenAsync();
        await second.OpenAsync();
        live.UnionWith((await first.IssueAsync(3_500)).Numbers.Select(n => n.Ref));
        live.UnionWith((await second.IssueAsync(4_500)).Numbers.Select(n => n.Ref));
        await first.DisposeAsync();
        await second.DisposeAsync();
        Assert.Equal(8_000, live.Count);
        var before = await new NumberLedger(store.Database, plan, segment).ReadAsync(clock.GetUtcNow(), Options);

        await RestoreAsync(segment, backup);
        await using var again = Pool(plan, clock, one);
        var issued = await UseUpAsync(again);
        Assert.Empty(issued.Intersect(live));
        Assert.Equal(before.FreeBlocks * 1_000, issued.Count);
        Assert.Contains(NumberPoolEventKind.StoreOldAndMended, _events);
        Assert.Equal(LedgerState.Ready, Assert.Single((await again.GetStatusAsync()).Segments).State);

        // After their time they are free as ever.
        clock.Advance(Lap + TimeSpan.FromSeconds(1));
        Assert.Superset(live, await UseUpAsync(again));
    }

    [Fact]
    public async Task ReserveAsync_OldStoreAndAWitnessMissing_ClosesTheSegmentAndUsesItsReserve()
    {
        var segment = TestSegments.New();
        var reserve = new NumberSegment((ushort)(segment.Id + 10_000), segment.Name + "-r", "深圳", $"{19_000_000_000 + segment.Id * 1_000_000L}", 100, 4, reserveFor: segment.Name);
        using var plan = TestSegments.Plan(reserve, segment);
        foreach (var each in plan.Segments.Segments) await new NumberLedger(store.Database, plan, each).InitialiseAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one", "two");
        var backup = await store.Database.KeyDumpAsync(NumberKeys.Ledger(segment));
        var first = Pool(plan, clock, one);
        var live = (await first.IssueAsync(3_000)).Numbers.Select(n => n.Ref).ToHashSet();
        Assert.All(live, n => Assert.Equal(segment.Id, n.Segment));
        await first.DisposeAsync();

        await RestoreAsync(segment, backup);
        await using var again = Pool(plan, clock, one);
        await again.OpenAsync();
        Assert.All((await again.IssueAsync(3_000)).Numbers, n => Assert.Equal(reserve.Id, n.Ref.Segment));
        Assert.All((await again.IssueAsync(3_000, segment: segment.Name)).Numbers, n => Assert.Equal(reserve.Id, n.Ref.Segment));
        Assert.Contains(NumberPoolEventKind.StoreOld, _events);
        Assert.Equal([LedgerState.Ready, LedgerState.Old], (await again.GetStatusAsync()).Segments.Select(s => s.State));

        // With the missing witness it is mended, and goes on.
        using (var two = Witness("two", "one")) two.Open(segment);
        clock.Advance(TimeSpan.FromMinutes(1));
        var later = (await again.IssueAsync(3_000)).Numbers.Select(n => n.Ref).ToHashSet();
        if (later.All(n => n.Segment == reserve.Id)) later = [.. (await again.IssueAsync(3_000)).Numbers.Select(n => n.Ref)];
        Assert.All(later, n => Assert.Equal(segment.Id, n.Segment));
        Assert.Empty(later.Intersect(live));
    }

    /// <summary>The store is swapped under a running server, which has not noticed yet.</summary>
    [Fact]
    public async Task ReserveAsync_StoreGoesBackWhileRunning_IsNoticedByTheFirstOffer()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        var backup = await store.Database.KeyDumpAsync(NumberKeys.Ledger(segment));
        using var one = Witness("one", "two");
        using var two = Witness("two", "one");
        await using var first = Pool(plan, clock, one);
        await using var second = Pool(plan, clock, two);
        await first.OpenAsync();
        await second.OpenAsync();
        var live = (await first.IssueAsync(5_000)).Numbers.Select(n => n.Ref).ToHashSet();
        live.UnionWith((await second.IssueAsync(1_000)).Numbers.Select(n => n.Ref));
        await RestoreAsync(segment, backup);
        var issued = await UseUpAsync(second);
        clock.Advance(TimeSpan.FromSeconds(1));
        issued.UnionWith(await UseUpAsync(second));
        Assert.NotEmpty(issued);
        Assert.Empty(issued.Intersect(live));
        Assert.Contains(NumberPoolEventKind.StoreOldAndMended, _events);
    }

    [Fact]
    public async Task HoldAsync_NumberOfAnExternalSegment_IsHeldAndNotWitnessed()
    {
        var (plan, clock, segment) = (TestSegments.Plan(), NumberStore.Clock(), new NumberSegment(60_001, "moved", "", "18600000000", 100, 4, external: true));
        plan.Add(segment);
        await ExternalNumbers.InitialiseAsync(store.Database, plan, segment);
        using var one = Witness("one");
        await using var pool = Pool(plan, clock, one);
        await pool.OpenAsync();
        var place = new NumberRef(segment.Id, 7);
        Assert.Equal([ReservationOutcome.Reserved], (await pool.External.ClaimAsync([new ExternalClaim(place, TestSegments.RecordId(7), false, clock.GetUtcNow().AddDays(20))])).Outcomes);
        await HoldAsync(pool, plan, clock, place);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task RebuildAsync_LostLedger_IssuesOnlyWhatWasNot()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one");
        var first = Pool(plan, clock, one);
        var live = (await first.IssueAsync(5_000)).Numbers.Select(n => n.Ref).ToHashSet();
        var held = live.First();
        await HoldAsync(first, plan, clock, held);
        await first.DisposeAsync();
        await store.Database.KeyDeleteAsync([NumberKeys.Ledger(segment), NumberKeys.Holds(segment, (int)(held.Sequence / 1_000))]);

        await using var again = Pool(plan, clock, one);
        Assert.Equal(ReservationOutcome.SegmentClosed, (await again.IssueAsync(1)).Outcome);
        var comparison = new LedgerWitness(store.Database, plan, segment, one, Options, clock);
        Assert.Equal(WitnessVerdict.NoLedger, await comparison.VerifyAsync());
        using (var other = Witness("", "one", "two"))
            Assert.Equal(WitnessVerdict.Old, await new LedgerWitness(store.Database, plan, segment, other, Options, clock).RebuildAsync());
        Assert.False(await store.Database.KeyExistsAsync(NumberKeys.Ledger(segment)));

        Assert.Equal(WitnessVerdict.Mended, await comparison.RebuildAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        var issued = await UseUpAsync(again);
        Assert.Empty(issued.Intersect(live));
        Assert.InRange(issued.Count, segment.Capacity - live.Count - 5_000, segment.Capacity - live.Count);

        // The number's hold is lost with the store; its block waits for it all the same.
        clock.Advance(Lap);
        Assert.DoesNotContain(held, await UseUpAsync(again));
    }

    [Fact]
    public async Task ReserveAsync_HoldLostWithAnOldStore_IsNotHandedOut()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one");
        await using var pool = Pool(plan, clock, one);
        var number = (await pool.IssueAsync(1)).Numbers[0].Ref;
        await HoldAsync(pool, plan, clock, number);
        await store.Database.KeyDeleteAsync(NumberKeys.Holds(segment, (int)(number.Sequence / 1_000)));
        clock.Advance(Lap);
        var issued = await UseUpAsync(pool);
        clock.Advance(TimeSpan.FromSeconds(1));
        issued.UnionWith(await UseUpAsync(pool));
        Assert.DoesNotContain(number, issued);
        Assert.InRange(issued.Count, 1, All);
    }

    /// <summary>Of two holds of a block, the shorter one was made after the copy: nothing but its time is witnessed.</summary>
    [Fact]
    public async Task OpenAsync_OldStoreLostOneOfTwoHolds_LetsTheirBlockRest()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one");
        var first = Pool(plan, clock, one);
        var numbers = (await first.IssueAsync(2)).Numbers;
        await HoldAsync(first, plan, clock, numbers[0].Ref, days: 350);
        RedisKey[] keys = [NumberKeys.Ledger(segment), NumberKeys.LastLease(segment), NumberKeys.Holds(segment, (int)(numbers[0].Ref.Sequence / 1_000))];
        var copy = await Task.WhenAll(keys.Select(k => store.Database.KeyDumpAsync(k)));
        await HoldAsync(first, plan, clock, numbers[1].Ref, days: 200);
        await first.IssueAsync(3_000);
        await first.DisposeAsync();

        await store.Database.KeyDeleteAsync(keys);
        for (var i = 0; i < keys.Length; i++) await store.Database.KeyRestoreAsync(keys[i], copy[i]!);
        await using var again = Pool(plan, clock, one);
        await again.OpenAsync();
        Assert.Contains(NumberPoolEventKind.StoreOldAndMended, _events);
        clock.Advance(Lap + TimeSpan.FromSeconds(1));
        var issued = await UseUpAsync(again);
        Assert.NotEmpty(issued);
        Assert.Empty(issued.Intersect(numbers.Select(n => n.Ref)));
    }

    /// <summary>No block was leased since the copy, and the lost hold is shorter than one that the copy has, or than one that was made after it came back.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task ReserveAsync_HoldLostBehindALongerOne_IsNotHandedOut(bool isLongerOneBefore, bool isLongerOneAfter)
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one", "two");
        using var two = Witness("two", "one");
        two.Open(segment);
        var first = Pool(plan, clock, one);
        await using var second = Pool(plan, clock, two);
        var numbers = (await first.IssueAsync(3)).Numbers;
        var holds = NumberKeys.Holds(segment, (int)(numbers[0].Ref.Sequence / 1_000));
        if (isLongerOneBefore) await HoldAsync(first, plan, clock, numbers[0].Ref, days: 350);
        var copy = await store.Database.KeyDumpAsync(holds);
        await HoldAsync(first, plan, clock, numbers[1].Ref, days: 200);
        await store.Database.KeyDeleteAsync(holds);
        if (copy is not null) await store.Database.KeyRestoreAsync(holds, copy, TimeSpan.FromDays(400));
        if (isLongerOneAfter)
        {
            await HoldAsync(first, plan, clock, numbers[2].Ref, days: 350);
            await HoldAsync(second, plan, clock, numbers[2].Ref, days: 355);
        }
        await first.DisposeAsync();

        await using var again = Pool(plan, clock, one);
        await again.OpenAsync();
        clock.Advance(Lap + TimeSpan.FromSeconds(1));
        var issued = await UseUpAsync(again);
        Assert.NotEmpty(issued);
        Assert.Empty(issued.Intersect(numbers.Select(n => n.Ref)));
    }

    /// <summary>What is held and not lost, by two servers at once, takes no block out of use.</summary>
    [Fact]
    public async Task HoldAsync_ManyHoldsOfABlockByTwoServers_LookNotLikeALoss()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one", "two");
        using var two = Witness("two", "one");
        await using var first = Pool(plan, clock, one);
        await using var second = Pool(plan, clock, two);
        var numbers = (await first.IssueAsync(40)).Numbers;
        await Task.WhenAll(numbers.Select((n, i) => Task.Run(() => HoldAsync(i % 2 == 0 ? first : second, plan, clock, n.Ref, 200 + i))));
        clock.Advance(Lap + TimeSpan.FromSeconds(1));
        var issued = await UseUpAsync(first);
        issued.UnionWith((await first.IssueAsync(1_000 - 40)).Numbers.Select(n => n.Ref));
        Assert.Equal(All - 40, issued.Count);
        Assert.Empty(issued.Intersect(numbers.Select(n => n.Ref)));
    }

    [Fact]
    public async Task ReserveAsync_WitnessCannotBeWritten_LeasesNothing()
    {
        var (plan, segment) = await SmallAsync();
        using (var made = Witness("one")) made.Open(segment);
        File.WriteAllBytes(Assert.Single(Directory.GetFiles(_folder)), [1]);
        using var one = Witness("one");
        await using var pool = Pool(plan, NumberStore.Clock(), one);
        Assert.Equal(ReservationOutcome.SegmentClosed, (await pool.IssueAsync(1)).Outcome);
        Assert.Equal(LedgerState.Unwitnessed, Assert.Single((await pool.GetStatusAsync()).Segments).State);
        Assert.Contains(NumberPoolEventKind.WitnessFailed, _events);
    }

    [Fact]
    public async Task DisposeAsync_UntouchedLeasesGoBack_LooksNotLikeAnOldStore()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one", "never-seen");
        for (var round = 0; round < 3; round++)
        {
            await using var pool = Pool(plan, clock, one);
            await pool.OpenAsync();
            Assert.Equal(LedgerState.Ready, Assert.Single((await pool.GetStatusAsync()).Segments).State);
        }
        Assert.Equal(Blocks, (await new NumberLedger(store.Database, plan, segment).ReadAsync(clock.GetUtcNow(), Options)).FreeBlocks);
        Assert.DoesNotContain(NumberPoolEventKind.StoreOld, _events);
    }

    private static async Task<HashSet<NumberRef>> UseUpAsync(NumberPool pool)
    {
        var places = new HashSet<NumberRef>();
        while (await pool.IssueAsync(1_000) is { Outcome: ReservationOutcome.Reserved } issued)
            foreach (var number in issued.Numbers) Assert.True(places.Add(number.Ref));
        return places;
    }

    private async Task HoldAsync(NumberPool pool, NumberPlan plan, TimeProvider clock, NumberRef place, int days = 300)
    {
        var entry = (await new NumberDirectory(store.Database, plan.Segments, Options, clock).ReadAsync(new[] { place }))[0];
        Assert.Equal(HoldOutcome.Held, (await pool.Holds.HoldAsync(new[] { new HoldRequest(place, entry, clock.GetUtcNow().AddDays(days)) }))[0]);
    }

    /// <summary>Nothing was found out: that is no reason to issue nothing for as long as after a comparison.</summary>
    [Fact]
    public async Task ReserveAsync_StoreTooBusyToBeCompared_IssuesWhenItIsNoMore()
    {
        var (plan, _) = await SmallAsync();
        var clock = NumberStore.Clock();
        using var one = Witness("one");
        await using var pool = Pool(plan, clock, one);
        await using (await store.PauseWritesAsync())
        {
            var early = pool.IssueAsync(1);
            await store.SomeWaitAsync();
            clock.Advance(Options.StoreDeadline);
            Assert.Equal(ReservationOutcome.StoreUnavailable, (await early).Outcome);
        }
        clock.Advance(Options.RetryInterval);
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(1)).Outcome);
    }

    private LeaseWitnessFile Witness(string server, params string[] others) => new(_folder, server, others);

    private NumberPool Pool(NumberPlan plan, TimeProvider clock, ILeaseWitness witness) =>
        new(store.Database, plan, Options, clock, e => { lock (_events) _events.Add(e.Kind); }, witness);

    private async Task RestoreAsync(NumberSegment segment, byte[]? backup)
    {
        await store.Database.KeyDeleteAsync(NumberKeys.Ledger(segment));
        await store.Database.KeyRestoreAsync(NumberKeys.Ledger(segment), backup!);
    }

    /// <summary>A segment of which all blocks but a few are somebody's for good.</summary>
    private async Task<(NumberPlan Plan, NumberSegment Segment)> SmallAsync()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await new NumberLedger(store.Database, plan, segment).LeaseAsync(
            NumberStore.Clock().GetUtcNow().ToUnixTimeMilliseconds(), long.MaxValue / 4096, segment.BlockCount - Blocks);
        return (plan, segment);
    }
}

using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests;

/// <summary>What must not lead to a number of two parties, each with the guard that it is held off by.</summary>
public sealed class NumberPoolGuardTests(NumberStore store) : IClassFixture<NumberStore>
{
    private const int Blocks = 4;

    private static readonly NumberPoolOptions Options = new();
    private static readonly TimeSpan Lap = Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin;

    [Theory]
    [InlineData(31)]
    [InlineData(-31)]
    public async Task ReserveAsync_ClockJumpedByAMonth_LeasesNothingUntilItIsBack(int days)
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = new JumpingClock();
        var events = new List<NumberPoolEventKind>();
        await using var pool = new NumberPool(store.Database, plan, Options, clock, e => { lock (events) events.Add(e.Kind); });
        await pool.IssueAsync(1);
        clock.Jump = TimeSpan.FromDays(days);
        Assert.Equal(ReservationOutcome.SegmentClosed, (await pool.IssueAsync(2_000)).Outcome);
        lock (events) Assert.Contains(NumberPoolEventKind.ClockJumped, events);
        Assert.Equal(LedgerState.ClockUnsure, Assert.Single((await pool.GetStatusAsync()).Segments).State);
        clock.Jump = TimeSpan.FromDays(2 * days);
        Assert.Equal(ReservationOutcome.SegmentClosed, (await pool.IssueAsync(2_000)).Outcome);
        clock.Jump = TimeSpan.Zero;
        clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(2_000)).Outcome);
    }

    [Fact]
    public async Task ReserveAsync_ClockJumpedAndTheStoresConfirmsIt_GoesOn()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = new JumpingClock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        await pool.IssueAsync(1);
        clock.Jump = TimeProvider.System.GetUtcNow() - clock.GetUtcNow();
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(2_000)).Outcome);
    }

    /// <summary>A process that slept through all of a number's life, and wakes up between reserving and writing.</summary>
    [Fact]
    public async Task WritePagesAsync_BlockMeanwhileLeasedByAnother_WritesNothing()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        await using var sleeper = new NumberPool(store.Database, plan, Options, clock);
        var reservation = await sleeper.ReserveAsync(null, 10);
        var place = reservation[0].Ref;
        clock.Advance(Lap);
        await using var awake = new NumberPool(store.Database, plan, Options, clock);
        var theirs = (await awake.IssueAsync(Blocks * 1_000)).Numbers.Single(n => n.Ref == place);
        for (var i = 0; i < 10; i++) reservation.Bind(i, TestSegments.RecordId(-1 - i));
        Assert.False(await reservation.WritePagesAsync());
        Assert.False(reservation.IsWritten(0));
        reservation.Complete();
        var entry = Assert.Single(await Directory(plan, clock).ReadAsync(new[] { place }));
        Assert.True(entry.Confirms(TestSegments.RecordId(place.Sequence), theirs.LeaseId));
        Assert.Equal(segment.Id, place.Segment);
    }

    /// <summary>The last moment at which something is sent is the last at which a number of the lease can be valid.</summary>
    [Fact]
    public async Task WritePagesAsync_AtTheLatestExpiry_WritesNothing()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var reservation = await pool.ReserveAsync(null, 1);
        reservation.Bind(0, TestSegments.RecordId(1));
        clock.SetUtcNow(reservation.LatestExpiry);
        Assert.False(await reservation.WritePagesAsync());
        RedisValue page = await store.Database.StringGetAsync(NumberStore.PageOf(segment, reservation[0].Ref));
        Assert.False(((byte[])page!).AsSpan(0, PageLayout.TrailerAt(segment)).ContainsAnyExcept((byte)0));
        reservation.Complete();
    }

    /// <summary>A page write of a former lap that the network kept back until now.</summary>
    [Fact]
    public async Task ReadAsync_WriteOfAFormerLapHappensLater_IsNotConfirmedForItsRecord()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var former = (await pool.IssueAsync(Blocks * 1_000)).Numbers[0];
        clock.Advance(Lap);
        await pool.IssueAsync(Blocks * 1_000);
        var slot = former.Ref.Sequence % segment.BlockSize;
        await store.Database.StringSetRangeAsync(NumberStore.PageOf(segment, former.Ref), slot * PageLayout.SlotLength, TestSegments.RecordId(-7));
        var entry = Assert.Single(await Directory(plan, clock).ReadAsync(new[] { former.Ref }));
        Assert.False(entry.Confirms(TestSegments.RecordId(-7), former.LeaseId));
    }

    [Fact]
    public async Task ReserveAsync_AnotherServersLeaseOutlivesIt_IsNotTouchedBeforeItsTime()
    {
        var (plan, segment) = await SmallAsync();
        var clock = NumberStore.Clock();
        // Never disposed: its server was killed, and what it held cannot be given back.
        var dead = new NumberPool(store.Database, plan, Options, clock);
        var places = (await dead.IssueAsync(1_000)).Numbers.Select(n => n.Ref).ToHashSet();
        await dead.OpenAsync();
        var issued = clock.GetUtcNow();
        await using var alive = new NumberPool(store.Database, plan, Options, clock);
        clock.SetUtcNow(issued + Lap - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain((await UseUpAsync(alive)), places.Contains);
        clock.SetUtcNow(issued + Lap);
        Assert.Subset(await UseUpAsync(alive), places);
        Assert.Equal(segment.BlockSize, places.Count);
    }

    private static async Task<HashSet<NumberRef>> UseUpAsync(NumberPool pool)
    {
        var places = new HashSet<NumberRef>();
        while (await pool.IssueAsync(500) is { Outcome: ReservationOutcome.Reserved } issued) places.UnionWith(issued.Numbers.Select(n => n.Ref));
        return places;
    }

    private NumberDirectory Directory(NumberPlan plan, TimeProvider clock) => new(store.Database, plan.Segments, Options, clock);

    /// <summary>A segment of which all blocks but a few are somebody's for good.</summary>
    private async Task<(NumberPlan Plan, NumberSegment Segment)> SmallAsync()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await new NumberLedger(store.Database, plan, segment).LeaseAsync(
            NumberStore.Clock().GetUtcNow().ToUnixTimeMilliseconds(), long.MaxValue / 4096, segment.BlockCount - Blocks);
        return (plan, segment);
    }

    /// <summary>Its dates can jump, its monotonic time goes on as it did.</summary>
    private sealed class JumpingClock() : FakeTimeProvider(NumberStore.Clock().GetUtcNow())
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}

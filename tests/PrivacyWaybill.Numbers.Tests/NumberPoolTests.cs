using PrivacyWaybill.Numbers.Ledger;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberPoolTests(NumberStore store) : IClassFixture<NumberStore>
{
    private static readonly NumberPoolOptions Options = new();

    [Fact]
    public async Task ReserveAsync_OpenedPool_IsSynchronousAndDescribesNumbers()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        await pool.OpenAsync();
        var call = pool.ReserveAsync(null, 256);
        Assert.True(call.IsCompletedSuccessfully);
        var reservation = await call;
        Assert.Equal((ReservationOutcome.Reserved, 256), (reservation.Outcome, reservation.Count));
        Assert.True(reservation.LatestExpiry >= clock.GetUtcNow() + Options.LongestValidity);
        for (var i = 0; i < reservation.Count; i++)
        {
            Assert.True(plan.TryLocate(reservation[i].Number, out var place));
            Assert.Equal(reservation[i].Ref, place);
            Assert.NotEqual(0u, reservation[i].LeaseId);
        }
        reservation.Complete();
    }

    [Fact]
    public async Task ReserveAsync_MoreThanABlock_SpansLeases()
    {
        var (plan, _) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        var (outcome, numbers) = await pool.IssueAsync(3_500);
        Assert.Equal(ReservationOutcome.Reserved, outcome);
        Assert.Equal(3_500, numbers.Select(n => n.Number).Distinct().Count());
        Assert.True(numbers.Select(n => n.LeaseId).Distinct().Count() >= 4);
    }

    [Fact]
    public async Task ReserveAsync_UnknownName_IsUnknownSegment()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        Assert.Equal(ReservationOutcome.UnknownSegment, (await pool.IssueAsync(1, segment: "nowhere")).Outcome);
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(1, segment: segment.Name)).Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(NumberPool.MaximumCount + 1)]
    public async Task ReserveAsync_CountOutOfRange_Throws(int count)
    {
        using var plan = TestSegments.Plan(TestSegments.New());
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await pool.ReserveAsync(null, count));
    }

    [Fact]
    public async Task ReserveAsync_FirstSegmentUsedUp_TakesTheNext()
    {
        var (small, large) = (TestSegments.New(), TestSegments.New());
        using var plan = TestSegments.Plan(small, large);
        foreach (var segment in plan.Segments.Segments) await new NumberLedger(store.Database, plan, segment).InitialiseAsync();
        var clock = NumberStore.Clock();
        await new NumberLedger(store.Database, plan, small).LeaseAsync(clock.GetUtcNow().ToUnixTimeMilliseconds(), long.MaxValue / 4096, 999);
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        await pool.OpenAsync();
        Assert.Equal(small.Id, (await pool.IssueAsync(1_000)).Numbers[0].Ref.Segment);
        Assert.Equal(large.Id, (await pool.IssueAsync(1)).Numbers[0].Ref.Segment);
        Assert.Equal(ReservationOutcome.Exhausted, (await pool.IssueAsync(1, segment: small.Name)).Outcome);
    }

    [Fact]
    public async Task ReserveAsync_WholeSegment_GivesEachNumberOnceThenExhausted()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var seen = new HashSet<ExtendedNumber>();
        for (var i = 0; i < 1_000; i++)
        {
            var reservation = await pool.ReserveAsync(null, 1_000);
            Assert.Equal(ReservationOutcome.Reserved, reservation.Outcome);
            for (var n = 0; n < reservation.Count; n++) Assert.True(seen.Add(reservation[n].Number));
            for (var n = 0; n < reservation.Count; n++) reservation.Settle(n, SlotOutcome.Used);
            reservation.Complete();
        }
        Assert.Equal(segment.Capacity, seen.Count);
        var refused = await pool.ReserveAsync(null, 1);
        Assert.Equal(ReservationOutcome.Exhausted, refused.Outcome);
        Assert.Equal(clock.GetUtcNow() + Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin, refused.EarliestFree);
        refused.Complete();
    }

    [Fact]
    public async Task ReserveAsync_Exhausted_IssuesAgainExactlyAtFreeAt()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        for (var i = 0; i < 100; i++) Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(10_000)).Outcome);
        var refused = await pool.ReserveAsync(null, 1);
        var freeAt = refused.EarliestFree!.Value;
        refused.Complete();

        clock.SetUtcNow(freeAt.AddMilliseconds(-1));
        Assert.Equal(ReservationOutcome.Exhausted, (await pool.IssueAsync(1)).Outcome);
        clock.SetUtcNow(freeAt);
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(1)).Outcome);
    }

    [Fact]
    public async Task ReserveAsync_LeaseEnded_TakesAnotherBlock()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var before = (await pool.IssueAsync(1)).Numbers[0];
        clock.Advance(Options.MaximumLeaseAge - TimeSpan.FromMilliseconds(1));
        Assert.Equal(before.LeaseId, (await pool.IssueAsync(1)).Numbers[0].LeaseId);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(before.Ref.Sequence / segment.BlockSize, (await pool.IssueAsync(1)).Numbers[0].Ref.Sequence / segment.BlockSize);
    }

    [Fact]
    public async Task Complete_ReturnedNumbers_AreHandedOutAgainBurnedNever()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        var reservation = await pool.ReserveAsync(null, 100);
        Assert.True(await reservation.WritePagesAsync());
        var (returned, gone) = (new HashSet<ExtendedNumber>(), new HashSet<ExtendedNumber>());
        for (var i = 0; i < 100; i++)
        {
            if (i % 4 == 3) continue;
            reservation.Settle(i, (SlotOutcome)(i % 4));
        }
        for (var i = 0; i < 100; i++) (i % 4 == (int)SlotOutcome.Returned ? returned : gone).Add(reservation[i].Number);
        reservation.Complete();
        Assert.Equal((25, 25, 50), (pool.Counters.NumbersReturned, pool.Counters.NumbersUsed, pool.Counters.NumbersBurned));

        var rest = (await pool.IssueAsync(900 + 25)).Numbers.Select(n => n.Number).ToHashSet();
        Assert.Equal(925, rest.Count);
        Assert.Superset(returned, rest);
        Assert.Empty(rest.Intersect(gone));
    }

    [Fact]
    public async Task Complete_ReturnedAfterTheLeaseEnded_IsNotHandedOutAgain()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var reservation = await pool.ReserveAsync(null, 10);
        Assert.True(await reservation.WritePagesAsync());
        clock.Advance(Options.MaximumLeaseAge);
        for (var i = 0; i < 10; i++) reservation.Settle(i, SlotOutcome.Returned);
        reservation.Complete();
        Assert.Equal((0, 10), (pool.Counters.NumbersReturned, pool.Counters.NumbersBurned));
    }

    [Fact]
    public async Task Complete_Twice_Throws()
    {
        var (plan, _) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        var reservation = await pool.ReserveAsync(null, 1);
        reservation.Complete();
        Assert.Throws<InvalidOperationException>(reservation.Complete);
        await Assert.ThrowsAsync<InvalidOperationException>(reservation.WritePagesAsync);
    }

    [Fact]
    public async Task DisposeAsync_UntouchedLease_IsFreeAgain()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        var ledger = new NumberLedger(store.Database, plan, segment);
        var unused = new NumberPool(store.Database, plan, Options, clock);
        await unused.OpenAsync();
        Assert.Equal(999, (await ledger.ReadAsync(clock.GetUtcNow(), Options)).FreeBlocks);
        await unused.DisposeAsync();
        Assert.Equal(1_000, (await ledger.ReadAsync(clock.GetUtcNow(), Options)).FreeBlocks);
        Assert.Equal(ReservationOutcome.SegmentClosed, (await unused.IssueAsync(1)).Outcome);

        var used = new NumberPool(store.Database, plan, Options, clock);
        await used.IssueAsync(1);
        await used.DisposeAsync();
        Assert.Equal(999, (await ledger.ReadAsync(clock.GetUtcNow(), Options)).FreeBlocks);
    }

    [Fact]
    public async Task GetStatusAsync_UsedPool_CountsAndForecasts()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        for (var second = 0; second < 20; second++)
        {
            await pool.IssueAsync(100);
            // Opening an open pool waits for a lease that is under way, whose deadline goes by this clock too.
            await pool.OpenAsync();
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        var status = Assert.Single((await pool.GetStatusAsync()).Segments);
        Assert.Equal(LedgerState.Ready, status.State);
        Assert.Equal(1_000_000, status.Free + status.Leased + status.Quarantined);
        Assert.Equal(pool.Counters.BlocksLeased * 1_000, status.Leased);
        Assert.Equal(status.Leased - 2_000, status.InHand);
        Assert.InRange(status.IssuedPerSecond, 90, 110);
        Assert.NotNull(status.ExhaustionForecast);
        Assert.InRange((status.ExhaustionForecast.Value - clock.GetUtcNow()).TotalSeconds, status.Free / 110.0, status.Free / 90.0);
        Assert.Null(status.NextFree);
    }

    [Fact]
    public async Task GetStatusAsync_OtherServersUseTheSegment_ForecastsByAllOfThem()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var idle = new NumberPool(store.Database, plan, Options, clock);
        Assert.Null(Assert.Single((await idle.GetStatusAsync()).Segments).ExhaustionForecast);
        var others = Enumerable.Range(0, 10).Select(_ => new NumberPool(store.Database, plan, Options, clock)).ToList();
        for (var minute = 0; minute < 60; minute++)
        {
            foreach (var other in others)
            {
                await other.IssueAsync(100);
                await other.OpenAsync();
            }
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        var status = Assert.Single((await idle.GetStatusAsync()).Segments);
        Assert.Equal(0, status.IssuedPerSecond);
        // 60,000 numbers and a bit that was leased ahead went in the hour.
        Assert.InRange((status.ExhaustionForecast!.Value - clock.GetUtcNow()).TotalHours, status.Free / 75_000.0, status.Free / 60_000.0);

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(Assert.Single((await idle.GetStatusAsync()).Segments).ExhaustionForecast);
        foreach (var other in others) await other.DisposeAsync();
    }

    [Fact]
    public async Task ReserveAsync_CancelledWhileWaiting_ThrowsAndLosesNothing()
    {
        var (plan, _) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pool.ReserveAsync(null, 10, new CancellationToken(canceled: true)));
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(1_000)).Outcome);
    }

    [Theory]
    [InlineData("MaximumLeaseAge")]
    [InlineData("LongestValidity")]
    [InlineData("Quarantine")]
    [InlineData("MaximumBlocksPerLease")]
    public void Constructor_UnusableOption_NamesIt(string option)
    {
        var options = option switch
        {
            "MaximumLeaseAge" => Options with { MaximumLeaseAge = TimeSpan.Zero },
            "LongestValidity" => Options with { LongestValidity = TimeSpan.FromDays(-1) },
            "Quarantine" => Options with { Quarantine = TimeSpan.FromDays(-1) },
            _ => Options with { MaximumBlocksPerLease = 0 },
        };
        using var plan = TestSegments.Plan(TestSegments.New());
        var refused = Assert.Throws<ArgumentException>(() => new NumberPool(store.Database, plan, options, NumberStore.Clock()));
        Assert.Contains(option, refused.Message, StringComparison.Ordinal);
    }
}

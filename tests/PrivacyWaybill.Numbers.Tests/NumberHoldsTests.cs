using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberHoldsTests(NumberStore store) : IClassFixture<NumberStore>
{
    private const int Blocks = 20, All = Blocks * 1_000;

    private static readonly NumberPoolOptions Options = new();
    private static readonly TimeSpan Lap = Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin;

    [Fact]
    public async Task HoldAsync_ExtendedNumber_LeadsToItsRecordAndIsNotHandedOutUntilItsQuarantineEnds()
    {
        await using var one = await OpenAsync();
        var number = (await one.Pool.IssueAsync(1)).Numbers[0];
        var until = one.Clock.GetUtcNow().AddDays(200);
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, until));
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, until));
        await one.UseUpAsync();

        // The block comes free at its time, without the one number.
        one.Clock.Advance(Lap);
        Assert.DoesNotContain(number.Ref, await one.UseUpAsync(expected: All - 1));
        var entry = await one.EntryAsync(number.Ref);
        Assert.True(entry.Confirms(TestSegments.RecordId(number.Ref.Sequence), number.LeaseId));
        var freeAt = entry.FreeAt;
        Assert.InRange(freeAt, until + Options.Quarantine + Options.ClockMargin, (until + Options.Quarantine + Options.ClockMargin).AddSeconds(1));

        // Its hold ends within the lap: the slot is handed out with its block's next lease, and not before.
        one.Clock.SetUtcNow(freeAt.AddSeconds(-1));
        Assert.True((await one.EntryAsync(number.Ref)).Found);
        one.Clock.SetUtcNow(freeAt);
        Assert.Equal(PageEntryState.Unused, (await one.EntryAsync(number.Ref)).State);
        one.Clock.Advance(Lap);
        Assert.Contains(number.Ref, await one.UseUpAsync(expected: All));
        Assert.False(await store.Database.KeyExistsAsync(NumberKeys.Holds(one.Segment, (int)(number.Ref.Sequence / one.Segment.BlockSize))));
    }

    [Fact]
    public async Task HoldAsync_AgainWhenTheBlockIsSomebodyElses_GoesOnUpToTheTotal()
    {
        await using var one = await OpenAsync();
        var number = (await one.Pool.IssueAsync(1)).Numbers[0];
        var issued = one.Clock.GetUtcNow();
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, issued.AddDays(150)));
        await one.UseUpAsync();
        one.Clock.Advance(Lap);
        await one.UseUpAsync(expected: All - 1);
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, issued.AddDays(300)));
        Assert.Equal(issued.AddDays(365), (await one.EntryAsync(number.Ref)).LatestExtension);
        Assert.Equal(HoldOutcome.Refused, await one.HoldAsync(number.Ref, issued.AddDays(365).AddSeconds(1)));
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, issued.AddDays(365)));
        one.Clock.SetUtcNow(issued.AddDays(365));
        Assert.True((await one.EntryAsync(number.Ref)).Confirms(TestSegments.RecordId(number.Ref.Sequence), number.LeaseId));
    }

    /// <summary>Who extends late, on what was read before the block was leased again, is told so: somebody else may have the number.</summary>
    [Fact]
    public async Task HoldAsync_BlockLeasedAgainMeanwhile_IsRefused()
    {
        await using var one = await OpenAsync();
        var number = (await one.Pool.IssueAsync(1)).Numbers[0];
        var entry = await one.EntryAsync(number.Ref);
        await one.UseUpAsync();
        one.Clock.Advance(Lap);
        Assert.Contains(number.Ref, await one.UseUpAsync(expected: All));
        Assert.Equal(HoldOutcome.Refused, (await one.Pool.Holds.HoldAsync(new[] { new HoldRequest(number.Ref, entry, one.Clock.GetUtcNow().AddDays(100)) }))[0]);
    }

    [Fact]
    public async Task HoldAsync_SlotHeldForAnotherRecord_IsRefusedAndChangesNothing()
    {
        await using var one = await OpenAsync();
        var number = (await one.Pool.IssueAsync(1)).Numbers[0];
        var entry = await one.EntryAsync(number.Ref);
        var until = one.Clock.GetUtcNow().AddDays(200);
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, until));
        var key = NumberKeys.Holds(one.Segment, (int)(number.Ref.Sequence / one.Segment.BlockSize));
        var before = await store.Database.HashGetAllAsync(key);
        foreach (var other in new[] { entry with { RecordId = TestSegments.RecordId(-1) }, entry with { LeaseId = entry.LeaseId + 1 } })
            Assert.Equal(HoldOutcome.Refused, (await one.Pool.Holds.HoldAsync(new[] { new HoldRequest(number.Ref, other, until.AddDays(50)) }))[0]);
        // Never shorter, either.
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(number.Ref, until.AddDays(-50)));
        Assert.Equal(before, await store.Database.HashGetAllAsync(key));
    }

    [Fact]
    public async Task HoldAsync_WithinTheBlock_IsNotNeeded()
    {
        await using var one = await OpenAsync();
        var number = (await one.Pool.IssueAsync(1)).Numbers[0];
        var entry = await one.EntryAsync(number.Ref);
        var latest = Options.LatestExpiry(entry.FreeAt);
        Assert.False(one.Pool.Holds.IsNeeded(entry, latest));
        Assert.True(one.Pool.Holds.IsNeeded(entry, latest.AddSeconds(1)));
    }

    [Fact]
    public async Task ReadAsync_PageLostWhileHeld_LeadsToTheRecord()
    {
        await using var one = await OpenAsync();
        var numbers = (await one.Pool.IssueAsync(2)).Numbers;
        Assert.Equal(HoldOutcome.Held, await one.HoldAsync(numbers[0].Ref, one.Clock.GetUtcNow().AddDays(200)));
        await store.Database.KeyDeleteAsync(NumberStore.PageOf(one.Segment, numbers[0].Ref));
        Assert.True((await one.EntryAsync(numbers[0].Ref)).Confirms(TestSegments.RecordId(numbers[0].Ref.Sequence), numbers[0].LeaseId));
        Assert.Equal(PageEntryState.Unused, (await one.EntryAsync(numbers[1].Ref)).State);
    }

    [Fact]
    public async Task ReserveAsync_UnreadableHold_KeepsTheSlotOut()
    {
        await using var one = await OpenAsync();
        for (var block = 0; block < one.Segment.BlockCount; block++)
            await store.Database.HashSetAsync(NumberKeys.Holds(one.Segment, block), 7, "?", flags: CommandFlags.FireAndForget);
        var issued = (await one.Pool.IssueAsync(2_000)).Numbers;
        Assert.DoesNotContain(issued, n => n.Ref.Sequence % one.Segment.BlockSize == 7);
        Assert.Equal(PageEntryState.Unused, (await one.EntryAsync(new NumberRef(one.Segment.Id, 7))).State);
    }

    [Fact]
    public async Task HoldAsync_StoreDoesNotAnswer_IsUnavailable()
    {
        await using var one = await OpenAsync();
        var number = (await one.Pool.IssueAsync(1)).Numbers[0];
        var entry = await one.EntryAsync(number.Ref);
        await using var pause = await store.PauseWritesAsync();
        var hold = one.Pool.Holds.HoldAsync(new[] { new HoldRequest(number.Ref, entry, one.Clock.GetUtcNow().AddDays(200)) });
        one.Clock.Advance(Options.StoreDeadline);
        Assert.Equal(HoldOutcome.Unavailable, (await hold)[0]);
    }

    private async Task<Opened> OpenAsync()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        // All blocks but a few are somebody's for good, so that what is left is used up quickly.
        await new NumberLedger(store.Database, plan, segment).LeaseAsync(clock.GetUtcNow().ToUnixTimeMilliseconds(), long.MaxValue / 4096, segment.BlockCount - Blocks);
        return new Opened(plan, segment, clock, new NumberPool(store.Database, plan, Options, clock),
            new NumberDirectory(store.Database, plan.Segments, Options, clock));
    }

    private sealed record Opened(NumberPlan Plan, NumberSegment Segment, FakeTimeProvider Clock, NumberPool Pool, NumberDirectory Directory) : IAsyncDisposable
    {
        public async Task<PageEntry> EntryAsync(NumberRef place) => (await Directory.ReadAsync(new[] { place }))[0];

        public async Task<HoldOutcome> HoldAsync(NumberRef place, DateTimeOffset until) =>
            (await Pool.Holds.HoldAsync(new[] { new HoldRequest(place, await EntryAsync(place), until) }))[0];

        /// <summary>Hands out all that is left.</summary>
        public async Task<HashSet<NumberRef>> UseUpAsync(int? expected = null)
        {
            var places = new HashSet<NumberRef>();
            for (var size = 10_000; size > 0;)
            {
                var (outcome, numbers) = await Pool.IssueAsync(size);
                if (outcome != ReservationOutcome.Reserved) size = size > 1 ? Math.Max(1, size / 10) : 0;
                foreach (var number in numbers) Assert.True(places.Add(number.Ref));
            }
            if (expected is { } count) Assert.Equal(count, places.Count);
            return places;
        }

        public async ValueTask DisposeAsync()
        {
            await Pool.DisposeAsync();
            Plan.Dispose();
        }
    }
}

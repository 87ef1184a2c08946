using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Registry;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class SegmentRegistryTests(NumberStore store) : IClassFixture<NumberStore>
{
    [Fact]
    public async Task TryDefineAsync_SameIdWithAnotherContent_IsRefused()
    {
        var registry = new SegmentRegistry(store.Database);
        var segment = TestSegments.New();
        Assert.Equal(DefineOutcome.Defined, await registry.TryDefineAsync(segment, await registry.CountAsync()));
        Assert.Equal(DefineOutcome.Defined, await registry.TryDefineAsync(segment, 0));
        var other = new NumberSegment(segment.Id, segment.Name, "上海", "19900000000", 100, 4);
        Assert.Equal(DefineOutcome.Taken, await registry.TryDefineAsync(other, await registry.CountAsync()));
        var read = (await registry.ReadAsync()).Segments.Single(s => s.Id == segment.Id);
        Assert.True(SegmentRegistry.AreSame(segment, read));
        Assert.False(SegmentRegistry.AreSame(segment, other));
    }

    [Fact]
    public async Task TryDefineAsync_AnotherAddedMeanwhile_IsRefusedAndNotThere()
    {
        var registry = new SegmentRegistry(store.Database);
        var (mine, other) = (TestSegments.New(), TestSegments.New());
        var known = await registry.CountAsync();
        Assert.Equal(DefineOutcome.Defined, await registry.TryDefineAsync(other, known));
        Assert.Equal(DefineOutcome.Overtaken, await registry.TryDefineAsync(mine, known));
        Assert.DoesNotContain((await registry.ReadAsync()).Segments, s => s.Id == mine.Id);
        Assert.Equal(DefineOutcome.Defined, await registry.TryDefineAsync(mine, known + 1));
    }

    [Fact]
    public async Task ReadAsync_DefinitionsOfOthers_AreToldAndLeftOut()
    {
        var registry = new SegmentRegistry(store.Database);
        var segment = TestSegments.New();
        await registry.TryDefineAsync(segment, await registry.CountAsync());
        var text = await store.Database.HashGetAsync(SegmentRegistry.SegmentsKey, (int)segment.Id);
        await store.Database.HashSetAsync(SegmentRegistry.SegmentsKey, [new("60001", text), new("60002", "{}"), new("60003", "?"), new("x", text)]);
        var reading = await registry.ReadAsync();
        Assert.Equal(["60001", "60002", "60003", "?"], reading.Unreadable.ToHashSet());
        Assert.Contains(reading.Segments, s => s.Id == segment.Id);
        await store.Database.HashDeleteAsync(SegmentRegistry.SegmentsKey, ["60001", "60002", "60003", "x"]);
    }

    [Fact]
    public async Task TrySetPhaseAsync_Retired_IsForGood()
    {
        var registry = new SegmentRegistry(store.Database);
        var opensAt = NumberStore.Clock().GetUtcNow();
        foreach (var phase in new StoredPhase[] { new(SegmentPhase.Opening, opensAt), new(SegmentPhase.Suspended), default, new(SegmentPhase.Retired) })
        {
            Assert.True(await registry.TrySetPhaseAsync(50_000, phase));
            Assert.Equal(phase, (await registry.ReadAsync()).Phases[50_000]);
        }
        Assert.False(await registry.TrySetPhaseAsync(50_000, default));
        Assert.Equal(SegmentPhase.Retired, (await registry.ReadAsync()).Phases[50_000].Phase);
    }

    [Fact]
    public async Task ReadAsync_PhaseOfANewerVersion_CountsAsSuspended()
    {
        await store.Database.HashSetAsync(SegmentRegistry.PhasesKey, 50_001, "resting");
        Assert.Equal(SegmentPhase.Suspended, (await new SegmentRegistry(store.Database).ReadAsync()).Phases[50_001].Phase);
    }

    [Fact]
    public async Task Set_SuspendedSegment_HandsOutAndLeasesNothingUntilItIsOpen()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, new NumberPoolOptions(), clock);
        await pool.IssueAsync(10);
        var leased = pool.Counters.BlocksLeased;
        foreach (var phase in new StoredPhase[] { new(SegmentPhase.Suspended), new(SegmentPhase.Retired), new(SegmentPhase.Opening, clock.GetUtcNow().AddSeconds(1)) })
        {
            pool.Set(segment.Id, phase);
            var outcome = phase.Phase == SegmentPhase.Opening ? ReservationOutcome.SegmentClosed : ReservationOutcome.SegmentWithdrawn;
            Assert.Equal(outcome, (await pool.IssueAsync(1)).Outcome);
            Assert.Equal(outcome, (await pool.IssueAsync(5_000, segment: segment.Name)).Outcome);
            Assert.Equal(phase.Phase, Assert.Single((await pool.GetStatusAsync()).Segments).Phase);
        }
        Assert.Equal(leased, pool.Counters.BlocksLeased);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SegmentPhase.Open, Assert.Single((await pool.GetStatusAsync()).Segments).Phase);
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(1)).Outcome);
    }

    [Fact]
    public async Task Add_SegmentWhilePoolIsUsed_IsIssuedFromAndDescribed()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, new NumberPoolOptions(), NumberStore.Clock());
        await pool.IssueAsync(10);
        var added = TestSegments.New();
        plan.Add(added);
        plan.Add(added);
        await new NumberLedger(store.Database, plan, added).InitialiseAsync();
        Assert.Equal(ReservationOutcome.UnknownSegment, (await pool.IssueAsync(1, segment: added.Name)).Outcome);
        pool.Add(added);
        pool.Add(added);
        var number = (await pool.IssueAsync(1, segment: added.Name)).Numbers[0];
        Assert.True(plan.TryLocate(number.Number, out var place));
        Assert.Equal(number.Ref, place);
        Assert.Equal([segment.Name, added.Name], (await pool.GetStatusAsync()).Segments.Select(s => s.Segment.Name));
        Assert.Throws<SegmentException>(() => plan.Add(new NumberSegment((ushort)(added.Id + 20_000), added.Name, "", "19800000000", 100, 4)));
    }
}

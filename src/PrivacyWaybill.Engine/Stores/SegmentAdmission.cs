using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Registry;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Stores;

/// <summary>Adds a segment to a store that servers are running on: its definition, its phase, its ledger, in this order.</summary>
public sealed class SegmentAdmission(IDatabase database, NumberPlan plan, NumberPool pool, SegmentRegistry registry, TimeProvider time)
{
    /// <summary>Adds a segment that does not collide with those of the plan. Again, it finishes what was left half done.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="known">How many definitions the registry had before the plan was checked.</param>
    /// <param name="openAt">From when numbers are issued: every server must know the segment by then, or it would take a replayed
    /// number for a lost one.</param>
    public async Task<SegmentAdmitted> AddAsync(NumberSegment segment, long known, DateTimeOffset openAt)
    {
        try
        {
            if (plan.Segments.TryFind(segment.Id, out var present) && !SegmentRegistry.AreSame(present, segment)) return SegmentAdmitted.Taken;
            if (present is null && await StoreInitialisation.HadLedgerAsync(database, segment)) return SegmentAdmitted.LedgerLost;
            var defined = await registry.TryDefineAsync(segment, known);
            if (defined != DefineOutcome.Defined) return defined == DefineOutcome.Taken ? SegmentAdmitted.Taken : SegmentAdmitted.Overtaken;
            // Before the segment can be issued from: a server that knows it, knows from when.
            var phase = new StoredPhase(SegmentPhase.Opening, openAt);
            var isNew = await registry.TryBeginPhaseAsync(segment.Id, phase);
            if (present is null) plan.Add(segment);
            pool.Add(segment, phase);
            if (segment.External)
            {
                var state = await StoreInitialisation.MarkExternalAsync(database, plan, segment);
                if (state != LedgerState.Ready) return state == LedgerState.Disagrees ? SegmentAdmitted.LedgerLost : SegmentAdmitted.StoreUnavailable;
                return isNew ? SegmentAdmitted.Added : SegmentAdmitted.AlreadyThere;
            }
            if (await StoreInitialisation.IsLostAsync(database, plan, segment, time)) return SegmentAdmitted.LedgerLost;
            var outcome = await StoreInitialisation.MakeLedgerAsync(database, plan, segment);
            if (outcome == InitialiseOutcome.StoreUnavailable) return SegmentAdmitted.StoreUnavailable;
            return isNew ? SegmentAdmitted.Added : SegmentAdmitted.AlreadyThere;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return SegmentAdmitted.StoreUnavailable;
        }
    }
}

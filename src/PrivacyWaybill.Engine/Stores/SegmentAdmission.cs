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
    /// <param name="untilAllKnow">How long after its definition is stored numbers are issued: every server must know the segment by
    /// then, or it would take a replayed number for a lost one.</param>
    /// <returns>How it went, and if it was added, from when numbers are issued.</returns>
    public async Task<(SegmentAdmitted Outcome, DateTimeOffset OpensAt)> AddAsync(NumberSegment segment, long known, TimeSpan untilAllKnow)
    {
        try
        {
            if (plan.Segments.TryFind(segment.Id, out var present) && !SegmentRegistry.AreSame(present, segment)) return (SegmentAdmitted.Taken, default);
            if (present is null && await StoreInitialisation.HadLedgerAsync(database, segment)) return (SegmentAdmitted.LedgerLost, default);
            if (present is null && (await SegmentClaims.FindUnknownAsync(database, plan.Segments)).Count > 0) return (SegmentAdmitted.OthersUnknown, default);
            // Before it is defined: servers follow definitions.
            if (await new MainNumberLedger(database).ClaimAsync(segment) is not null) return (SegmentAdmitted.MainNumbersTaken, default);
            var defined = await registry.TryDefineAsync(segment, known);
            if (defined != DefineOutcome.Defined) return (defined == DefineOutcome.Taken ? SegmentAdmitted.Taken : SegmentAdmitted.Overtaken, default);
            // By the clock after the definition is there, however long that took. To the second, rounded up: that is how it is stored.
            var opensAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + untilAllKnow).ToUnixTimeSeconds() + 1);
            // Before the segment can be issued from: a server that knows it, knows from when.
            var phase = new StoredPhase(SegmentPhase.Opening, opensAt);
            var isNew = await registry.TryBeginPhaseAsync(segment.Id, phase);
            if (present is null) plan.Add(segment);
            // Another server may have added it meanwhile, to open at another time: that is read with the store's segments.
            pool.Add(segment, isNew ? phase : new StoredPhase(SegmentPhase.Suspended));
            if (segment.External)
            {
                var state = await StoreInitialisation.MarkExternalAsync(database, plan, segment);
                if (state != LedgerState.Ready) return (state == LedgerState.Disagrees ? SegmentAdmitted.LedgerLost : SegmentAdmitted.StoreUnavailable, default);
                return isNew ? (SegmentAdmitted.Added, opensAt) : (SegmentAdmitted.AlreadyThere, default);
            }
            if (await StoreInitialisation.IsLostAsync(database, plan, segment, time)) return (SegmentAdmitted.LedgerLost, default);
            var outcome = await StoreInitialisation.MakeLedgerAsync(database, plan, segment);
            if (outcome == InitialiseOutcome.StoreUnavailable) return (SegmentAdmitted.StoreUnavailable, default);
            return isNew ? (SegmentAdmitted.Added, opensAt) : (SegmentAdmitted.AlreadyThere, default);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return (SegmentAdmitted.StoreUnavailable, default);
        }
    }
}

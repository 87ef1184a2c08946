using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Stores;

/// <summary>
/// Makes a store ours: ledgers of all segments that have none, then the mark. Done once, by an operator; a server never
/// does it to a store that outlives it, because a store that came back empty would issue printed numbers again.
/// </summary>
public static class StoreInitialisation
{
    /// <summary>The set of segments that ever had a ledger in this store.</summary>
    internal const string SegmentsKey = "pw:segments";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Initialises a store. Segments that were added to the pool file since get their ledgers.</summary>
    /// <returns>What was done or hindered, in words for the operator.</returns>
    public static async Task<StoreInitialised> RunAsync(IDatabase database, NumberPlan plan, TimeProvider time)
    {
        var before = await StoreMark.ReadAsync(database, Deadline, time);
        if (before.Outcome is StoreMarkOutcome.Unknown) return new StoreInitialised(false, ["the store does not answer"]);
        if (before.Outcome is StoreMarkOutcome.Unreadable) return new StoreInitialised(false, [$"the key {StoreMark.Key} holds something else: this is somebody else's database"]);

        var report = new List<string>();
        // Before anything is made: what is printed already must not be issued under another id.
        var hindrances = await SegmentClaims.TakeAsync(database, plan);
        if (hindrances.Count > 0) return new StoreInitialised(false, hindrances);
        foreach (var segment in plan.Segments.Segments)
        {
            if (segment.External)
            {
                var state = await MarkExternalAsync(database, plan, segment);
                report.Add($"segment {segment.Name}: {Describe(state)}");
                if (state != LedgerState.Ready) return new StoreInitialised(false, report);
                continue;
            }
            if (await IsLostAsync(database, plan, segment, time))
            {
                report.Add($"segment {segment.Name}: its ledger is lost, and its numbers may be printed on parcels; restore the store, or take a new segment with another id");
                return new StoreInitialised(false, report);
            }
            var outcome = await MakeLedgerAsync(database, plan, segment);
            report.Add(outcome switch
            {
                InitialiseOutcome.Initialised => $"segment {segment.Name}: ledger made, {segment.Capacity} numbers free",
                InitialiseOutcome.AlreadyExists => $"segment {segment.Name}: has its ledger already",
                _ => $"segment {segment.Name}: the store failed; run the command again",
            });
            if (outcome == InitialiseOutcome.StoreUnavailable) return new StoreInitialised(false, report);
        }
        var mark = await StoreMark.InitialiseAsync(database, Deadline, time);
        report.Add(mark.Outcome switch
        {
            StoreMarkOutcome.Created => $"store {mark.Mark!.StoreId} initialised",
            StoreMarkOutcome.Present => $"store {mark.Mark!.StoreId} was initialised before",
            _ => "the store took no mark; run the command again",
        });
        return new StoreInitialised(mark.Outcome is StoreMarkOutcome.Created or StoreMarkOutcome.Present, report);
    }

    /// <summary>Marks an external segment, which has no ledger, and remembers its id.</summary>
    internal static async Task<LedgerState> MarkExternalAsync(IDatabase database, NumberPlan plan, NumberSegment segment)
    {
        var state = await ExternalNumbers.StateAsync(database, plan, segment);
        if (state == LedgerState.Missing)
        {
            await ExternalNumbers.InitialiseAsync(database, plan, segment);
            state = await ExternalNumbers.StateAsync(database, plan, segment);
        }
        if (state == LedgerState.Ready) await database.SetAddAsync(SegmentsKey, (int)segment.Id);
        return state;
    }

    /// <summary>The state of an external segment, in words for the operator.</summary>
    internal static string Describe(LedgerState external) => external switch
    {
        LedgerState.Ready => "external, its numbers can be imported",
        LedgerState.Disagrees => "the store has another segment of its id, whose numbers may be printed on parcels; take an id that was never used",
        _ => "the store failed; run the command again",
    };

    /// <summary>Makes a segment's ledger, if it has none, and remembers that it had one.</summary>
    internal static async Task<InitialiseOutcome> MakeLedgerAsync(IDatabase database, NumberPlan plan, NumberSegment segment)
    {
        var outcome = await new NumberLedger(database, plan, segment).InitialiseAsync();
        if (outcome != InitialiseOutcome.StoreUnavailable) await database.SetAddAsync(SegmentsKey, (int)segment.Id);
        return outcome;
    }

    /// <summary>Whether a segment of this id, which nobody defines now, ever had a ledger in this store.</summary>
    internal static async Task<bool> HadLedgerAsync(IDatabase database, NumberSegment segment) =>
        await database.SetContainsAsync(SegmentsKey, (int)segment.Id)
        && !await database.HashExistsAsync(SegmentRegistry.SegmentsKey, (int)segment.Id);

    /// <summary>Whether a segment had a ledger in this store and has none now.</summary>
    internal static async Task<bool> IsLostAsync(IDatabase database, NumberPlan plan, NumberSegment segment, TimeProvider time) =>
        await database.SetContainsAsync(SegmentsKey, (int)segment.Id)
        && (await new NumberLedger(database, plan, segment).ReadAsync(time.GetUtcNow(), new NumberPoolOptions())).State == LedgerState.Missing;
}

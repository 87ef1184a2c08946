using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Witness;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Stores;

/// <summary>
/// Mends a store that came back old or empty from the lease witnesses, by an operator's hand: no number is leased before the
/// time that was witnessed. Records that the store lost stay lost: their numbers lead to nobody until they are free.
/// </summary>
public static class StoreMending
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Mends the ledgers of all segments, those that were added while servers ran among them, makes those that are lost anew, and sees to the store's mark.</summary>
    /// <returns>What was done or hindered, in words for the operator.</returns>
    public static async Task<StoreInitialised> RunAsync(IDatabase database, NumberPlan plan, ILeaseWitness witness, TimeProvider time)
    {
        var report = await FindUnknownAsync(database, plan, witness);
        var isWhole = report.Count == 0;
        foreach (var segment in plan.Segments.Segments)
        {
            if (segment.External)
            {
                // Nothing is issued from it that could be issued again: what was lost can be imported again.
                var state = await StoreInitialisation.MarkExternalAsync(database, plan, segment);
                isWhole &= state == LedgerState.Ready;
                report.Add($"segment {segment.Name}: {StoreInitialisation.Describe(state)}");
                continue;
            }
            var comparison = new LedgerWitness(database, plan, segment, witness, new NumberPoolOptions { StoreDeadline = Deadline }, time);
            var verdict = await comparison.VerifyAsync();
            var isLost = verdict == WitnessVerdict.NoLedger;
            if (isLost) verdict = await comparison.RebuildAsync();
            var isMended = verdict is WitnessVerdict.Agrees or WitnessVerdict.Mended;
            if (isMended) await database.SetAddAsync(StoreInitialisation.SegmentsKey, (int)segment.Id);
            isWhole &= isMended;
            report.Add($"segment {segment.Name}: " + verdict switch
            {
                WitnessVerdict.Mended when isLost => "its ledger was lost and is made anew as witnessed",
                WitnessVerdict.Mended => "its ledger was old and is mended as witnessed",
                WitnessVerdict.Agrees => "its ledger knows all that was witnessed",
                WitnessVerdict.Old => $"nothing changed, because witnesses are missing: {string.Join(", ", Missing(witness, segment))}",
                WitnessVerdict.NoLedger => "nothing changed: its ledger is another segment's, or was made with another key ring",
                WitnessVerdict.Unwitnessed => "nothing changed: the witnesses cannot be read",
                _ => "the store failed; run the command again",
            });
        }
        if (!isWhole) return new StoreInitialised(false, report);
        var mark = await StoreMark.InitialiseAsync(database, Deadline, time);
        if (mark.Outcome is not (StoreMarkOutcome.Created or StoreMarkOutcome.Present)) report.Add("the store took no mark; run the command again");
        return new StoreInitialised(mark.Outcome is StoreMarkOutcome.Created or StoreMarkOutcome.Present, report);
    }

    /// <summary>
    /// Adds the segments to the plan that were added while servers ran. Those that cannot be mended are told: a lost store has
    /// lost their definitions, too.
    /// </summary>
    private static async Task<List<string>> FindUnknownAsync(IDatabase database, NumberPlan plan, ILeaseWitness witness)
    {
        var reading = await new SegmentRegistry(database).ReadAsync();
        var report = reading.Unreadable.Select(static id => $"segment of id {id}: nothing changed, because its definition cannot be read; a newer version may have written it").ToList();
        foreach (var segment in reading.Segments)
        {
            if (SegmentClaims.FindCollision(plan.Segments, segment) is { } collision) report.Add(collision);
            else plan.Add(segment);
        }
        report.AddRange(await SegmentClaims.TakeAsync(database, plan));
        try
        {
            report.AddRange(witness.ListSegments().Where(id => !plan.Segments.TryFind(id, out _) && !reading.Segments.Any(s => s.Id == id)).Select(static id =>
                $"segment of id {id}: nothing changed, because it was witnessed, but neither the pool file nor the store defines it; write it into the pool file and run the command again"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.Add("the witnesses cannot be read");
        }
        return [.. report.Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Missing(ILeaseWitness witness, NumberSegment segment)
    {
        try
        {
            return witness.Read(segment).Missing;
        }
        catch (IOException)
        {
            return [];
        }
    }
}

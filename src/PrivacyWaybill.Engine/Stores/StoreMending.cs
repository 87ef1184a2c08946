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

    /// <summary>Mends the ledgers of all segments, makes those that are lost anew, and sees to the store's mark.</summary>
    /// <returns>What was done or hindered, in words for the operator.</returns>
    public static async Task<StoreInitialised> RunAsync(IDatabase database, NumberPlan plan, ILeaseWitness witness, TimeProvider time)
    {
        var report = new List<string>();
        var isWhole = true;
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
            isWhole &= verdict is WitnessVerdict.Agrees or WitnessVerdict.Mended;
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

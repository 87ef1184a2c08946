using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Members of an erased chain that are not stored: they may be on their way. A tombstone in their place, for the time that a
/// record is kept, is what their creation and its retries find.
/// </summary>
internal sealed class UnwrittenMembers(EngineParts engine, VaultWorkers workers)
{
    /// <summary>Puts tombstones where there is nothing.</summary>
    /// <param name="caller">Whose records they would be.</param>
    /// <param name="members">The members.</param>
    /// <param name="refuse">Is told of those about which the store gave no answer.</param>
    /// <returns>Those that have been written meanwhile, and are to be erased.</returns>
    public async Task<List<GroupMember>> OccupyAsync(Caller caller, List<GroupMember> members, Action<GroupMember, Found> refuse)
    {
        var written = new List<GroupMember>();
        if (members.Count == 0) return written;
        var outcomes = new CreateResult[members.Count];
        await engine.Records.CreateAsync(Tombstones(caller, members), outcomes);
        for (var m = 0; m < outcomes.Length; m++)
        {
            if (outcomes[m].Outcome == CreateOutcome.Existing) written.Add(members[m]);
            // Behind a claim nothing is ever created here: who joined under this name joins again under the newer one.
            else if (outcomes[m].Outcome is not (CreateOutcome.Created or CreateOutcome.Claimed)) refuse(members[m], Found.Unavailable);
        }
        return written;
    }

    private RecordWrite[] Tombstones(Caller caller, List<GroupMember> members)
    {
        var retainUntil = checked((uint)(engine.Time.GetUtcNow() + engine.Options.Retention).ToUnixTimeSeconds());
        using var lease = workers.Rent();
        return [.. members.Select(m => new RecordWrite(
            m.Id, Tombstone.InAdvance(lease.Worker.Sealer, caller.Tenant, m.Id, m.Root, retainUntil), engine.Options.Retention + engine.Options.CollectionMargin))];
    }
}

using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Finds out, while naming keys change, under which of two keys each waybill's record is, or is to be: one read a batch, and
/// in the phase in which servers of both kinds run, one round of claims. Costs nothing while keys do not change.
/// </summary>
/// <remarks>
/// <para>Which key names a waybill is decided at one place, its key under the older one. As long as servers create there,
/// they do so only where nothing is; whoever is to create under the newer key puts a claim there first. So there is a record
/// or a claim, and whoever comes second learns of it: a record is used where it is, and behind a claim the record is under
/// the newer key. When nobody creates under the older key any more, what is not there will never be.</para>
/// <para>A record that was found is never created again under its own id, only changed by compare-and-set: it may be
/// overdue and gone by then, and its place another's.</para>
/// </remarks>
internal sealed class NamingChangeStage(RecordStore store, ShortageAnswer shortage, EngineOptions options, TimeProvider time)
{
    /// <summary>Sets every open item's id, and what is stored of those that are not new.</summary>
    public ValueTask ResolveAsync(BatchWork work) => work.Change is { } change ? ResolveAsync(work, change) : ValueTask.CompletedTask;

    /// <summary>Whether some items found their place claimed when they were to be created.</summary>
    public static bool HasMoved(BatchWork work) => work.Change is { } change && Array.IndexOf(change.HasMoved, true) >= 0;

    private async ValueTask ResolveAsync(BatchWork work, NamingWork change)
    {
        var shipments = ByName(work, static _ => true);
        if (shipments.Count == 0) return;
        var ids = new RecordId[2 * shipments.Count];
        for (var s = 0; s < shipments.Count; s++) (ids[2 * s], ids[2 * s + 1]) = (change.Active[shipments[s][0]], change.Other[shipments[s][0]]);
        var values = new ReadResult[ids.Length];
        await store.ReadAsync(ids, values);

        var unclaimed = new List<List<int>>();
        for (var s = 0; s < shipments.Count; s++)
        {
            var value = values[2 * s];
            var isOther = BothNames.IsOther(ref value, values[2 * s + 1], change.IsOtherOlder);
            if (value.Outcome == ReadOutcome.Unknown) Fail(work, shipments[s]);
            else if (value.Outcome == ReadOutcome.Found) Found(work, shipments[s], isOther, value.Value);
            else if (change.Phase == NamingPhase.Claimed && shipments[s].Exists(i => work.Batch.Items[i].WriteMode != WriteMode.Update)) unclaimed.Add(shipments[s]);
        }
        if (unclaimed.Count == 0) return;
        var claims = await ClaimAsync(unclaimed.ConvertAll(items => change.Other[items[0]]));
        for (var c = 0; c < claims.Length; c++)
        {
            if (claims[c].Outcome == ClaimOutcome.Unknown) Fail(work, unclaimed[c]);
            else if (claims[c].Outcome == ClaimOutcome.Record) Found(work, unclaimed[c], isOther: true, claims[c].Current);
        }
    }

    /// <summary>Gives those items their other id. True if they are to be sealed and created under it, false if none is left.</summary>
    public async ValueTask<bool> FollowAsync(BatchWork work)
    {
        var change = work.Change!;
        // What the item was told is said to all of its shipment: an update of it may stand in the same batch.
        var moved = ByName(work, i => change.HasMoved[i]).ConvertAll(m => ByName(work, i => change.Active[i] == change.Active[m[0]])[0]);
        // The claim is made to last: the one that was met may be about to go.
        var claims = await ClaimAsync(moved.ConvertAll(items => change.Active[items[0]]));
        var areThereAny = false;
        for (var c = 0; c < claims.Length; c++)
        {
            if (claims[c].Outcome == ClaimOutcome.Claimed)
            {
                foreach (var i in moved[c]) (work.Ids[i], work.Unserved[i]) = (change.Other[i], null);
                areThereAny = true;
                continue;
            }
            foreach (var i in moved[c]) change.HasMoved[i] = false;
            if (claims[c].Outcome == ClaimOutcome.Unknown) Fail(work, moved[c]);
            else Found(work, moved[c], isOther: false, claims[c].Current);
        }
        change.IsFollowing = areThereAny;
        return areThereAny;
    }

    /// <summary>The open items of each shipment, by the names that the active key gives.</summary>
    private static List<List<int>> ByName(BatchWork work, Predicate<int> isWanted)
    {
        var shipments = new List<List<int>>();
        var places = new Dictionary<RecordId, int>();
        for (var i = 0; i < work.Batch.Count; i++)
        {
            if (!work.Batch.Items[i].IsOpen || !isWanted(i)) continue;
            if (places.TryAdd(work.Names[i], shipments.Count)) shipments.Add([]);
            shipments[places[work.Names[i]]].Add(i);
        }
        return shipments;
    }

    private static void Found(BatchWork work, List<int> items, bool isOther, ReadOnlyMemory<byte> value)
    {
        foreach (var i in items)
        {
            work.Ids[i] = isOther ? work.Change!.Other[i] : work.Change!.Active[i];
            // Updates and repetitions are read when their turn comes.
            if (work.Batch.Items[i].WriteMode != WriteMode.Update && work.SameAs[i] < 0) work.Stored[i] = value;
        }
    }

    private void Fail(BatchWork work, List<int> items)
    {
        foreach (var i in items) shortage.StoreUnavailable(work.Batch, i);
    }

    private Task<ClaimResult[]> ClaimAsync(List<RecordId> ids)
    {
        // As long as the record that is to be created: by then nobody can be on the way to create one in its place.
        var retainUntil = checked((uint)(time.GetUtcNow() + options.Retention).ToUnixTimeSeconds());
        return store.ClaimAsync(ids, retainUntil, options.Retention + options.CollectionMargin);
    }
}

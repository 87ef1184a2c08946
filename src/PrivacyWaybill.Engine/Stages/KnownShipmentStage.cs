using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Stage <c>store</c>, second part: waybills that the store knows already. A replay gets its numbers back after both
/// directions were checked, and a new one where the old one expired or was lost; other content is a conflict, or under
/// its condition an update. Whatever changes, changes by compare-and-set; who loses the race looks again. The items of one
/// shipment are decided in their order, so that updates in one batch do not race with each other.
/// </summary>
internal sealed class KnownShipmentStage(
    RecordStore store, ContentJudge judge, SharedNumberCheck shared, NumberCheck numbers, RecordReplacer replacer, KnownShipmentResult result,
    ShortageAnswer shortage)
{
    // Each round lost is somebody else's won; more than this many in a row is no race but a storm.
    private const int MostRounds = 8;

    public async ValueTask RunAsync(BatchWork work)
    {
        await SettleAsync(work, LearntFromCreation(work));
        // Updates, repetitions within the batch, and what got no number come after what the batch creates.
        var open = new List<int>();
        for (var i = 0; i < work.Batch.Count; i++)
            if (work.Batch.Items[i].IsOpen) open.Add(i);
        await SettleInOrderAsync(work, await ReadAsync(work, open));
    }

    private static List<KnownShipment> LearntFromCreation(BatchWork work)
    {
        var known = new List<KnownShipment>();
        for (var i = 0; i < work.Batch.Count; i++)
            if (!work.Stored[i].IsEmpty && work.Batch.Items[i].IsOpen) known.Add(new KnownShipment { Item = i, Value = work.Stored[i] });
        return known;
    }

    private async ValueTask<List<KnownShipment>> ReadAsync(BatchWork work, List<int> wanted)
    {
        var batch = work.Batch;
        var known = new List<KnownShipment>();
        if (wanted.Count == 0) return known;

        var ids = wanted.ConvertAll(i => work.Ids[i]).ToArray();
        var answers = new ReadResult[ids.Length];
        await store.ReadAsync(ids, answers);
        for (var w = 0; w < ids.Length; w++)
        {
            var i = wanted[w];
            switch (answers[w].Outcome)
            {
                case ReadOutcome.Found:
                    known.Add(new KnownShipment { Item = i, Value = answers[w].Value });
                    break;
                case ReadOutcome.Missing when batch.Items[i].WriteMode == WriteMode.Update:
                    batch.Items[i].Fail(ItemCode.NotFound, TextField.WaybillNo, "nothing is stored of this shipment; create it first");
                    break;
                case ReadOutcome.Missing when work.Unserved[i] is { } unserved:
                    shortage.AnswerUnserved(batch, unserved);
                    break;
                case ReadOutcome.Missing when work.SameAs[i] >= 0:
                    // The first of the repetitions was not stored; this one shares its fate.
                    ref readonly var first = ref batch.Items[work.SameAs[i]];
                    if (first.IsOpen || first.Code == ItemCode.Ok) shortage.StoreUnavailable(batch, i);
                    else batch.Items[i].Fail(first.Code, first.Field, first.Remedy);
                    break;
                default:
                    shortage.StoreUnavailable(batch, i);
                    break;
            }
        }
        return known;
    }

    private async ValueTask SettleInOrderAsync(BatchWork work, List<KnownShipment> known)
    {
        while (known.Count > 0)
        {
            var turn = known.Exists(s => IsUpdate(work, s)) ? TakeTurn(work, known) : known;
            var later = turn == known ? [] : known;
            KnownShipment[] settled = later.Count == 0 ? [] : [.. turn];
            await SettleAsync(work, turn);
            known = await FollowAsync(work, settled, later);
        }
    }

    /// <summary>
    /// Takes out of a list the first of each shipment's items: an update alone, or those in front of the next update, of
    /// which no more than one changes anything.
    /// </summary>
    private static List<KnownShipment> TakeTurn(BatchWork work, List<KnownShipment> known)
    {
        var (turn, closed) = (new List<KnownShipment>(known.Count), new Dictionary<RecordId, bool>(known.Count));
        known.RemoveAll(shipment =>
        {
            var id = work.Ids[shipment.Item];
            var isLater = closed.TryGetValue(id, out var isClosed) && (isClosed || IsUpdate(work, shipment));
            closed[id] = isLater || IsUpdate(work, shipment);
            if (!isLater) turn.Add(shipment);
            return !isLater;
        });
        return turn;
    }

    /// <summary>Who comes later, with what the items before have left; where that is not certain, it is read.</summary>
    private async ValueTask<List<KnownShipment>> FollowAsync(BatchWork work, KnownShipment[] settled, List<KnownShipment> later)
    {
        if (later.Count == 0) return later;
        var left = settled.Where(s => work.Batch.Items[s.Item].Code == ItemCode.Ok).ToLookup(s => work.Ids[s.Item]);
        var unread = new List<int>();
        later.RemoveAll(shipment =>
        {
            var before = left[work.Ids[shipment.Item]].MaxBy(static s => s.Header.Revision);
            if (before is null) unread.Add(shipment.Item);
            else shipment.Value = before.Value;
            return before is null;
        });
        if (unread.Count == 0) return later;
        return [.. later.Concat(await ReadAsync(work, unread)).OrderBy(static s => s.Item)];
    }

    private static bool IsUpdate(BatchWork work, KnownShipment shipment) => work.Batch.Items[shipment.Item].WriteMode == WriteMode.Update;

    private async ValueTask SettleAsync(BatchWork work, List<KnownShipment> known)
    {
        for (var round = 0; known.Count > 0 && round < MostRounds; round++)
        {
            judge.Judge(work, known);
            await shared.CheckAsync(work, known);
            await numbers.CheckAsync(work, known);
            result.WeighLabels(work, known);
            var overtaken = await replacer.ReplaceAsync(work, known);
            result.Write(work, known);
            known = overtaken;
        }
        foreach (var shipment in known) shortage.StoreUnavailable(work.Batch, shipment.Item);
    }
}

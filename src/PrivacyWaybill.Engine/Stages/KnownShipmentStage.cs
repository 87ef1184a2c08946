using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Stage <c>store</c>, second part: waybills that the store knows already. A replay gets its numbers back after both
/// directions were checked, and a new one where the old one expired or was lost; other content is a conflict, or under
/// its condition an update. Whatever changes, changes by compare-and-set; who loses the race looks again.
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
        await SettleAsync(work, await ReadAsync(work));
    }

    private static List<KnownShipment> LearntFromCreation(BatchWork work)
    {
        var known = new List<KnownShipment>();
        for (var i = 0; i < work.Batch.Count; i++)
            if (!work.Stored[i].IsEmpty && work.Batch.Items[i].IsOpen) known.Add(new KnownShipment { Item = i, Value = work.Stored[i] });
        return known;
    }

    private async ValueTask<List<KnownShipment>> ReadAsync(BatchWork work)
    {
        var batch = work.Batch;
        var known = new List<KnownShipment>();
        var wanted = new List<int>();
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i].IsOpen) wanted.Add(i);
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

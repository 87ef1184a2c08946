using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Finds out what known shipments mean: replay, conflict, update. The same sealed bytes are the same content; other ones
/// are opened and compared field by field, because a phone may be spelt otherwise or the sealing key be another.
/// </summary>
internal sealed class ContentJudge(IStoreGate gate, ShortageAnswer shortage, TimeProvider time)
{
    public void Judge(BatchWork work, List<KnownShipment> known)
    {
        ReadHeaders(work, known);
        Open(work, known);
        foreach (var shipment in known)
        {
            if (work.Batch.Items[shipment.Item].IsOpen && shipment.As == KnownAs.Undecided) Compare(work, shipment);
            if (shipment.As == KnownAs.Same) WeighEvent(ref work.Batch.Items[shipment.Item], shipment);
        }
        known.RemoveAll(s => !work.Batch.Items[s.Item].IsOpen);
    }

    private void ReadHeaders(BatchWork work, List<KnownShipment> known)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var shipment in known)
        {
            ref var item = ref work.Batch.Items[shipment.Item];
            if (RecordHeader.Read(shipment.Value.Span, out var header, out var content) != RecordFault.None)
            {
                Unreadable(ref item);
                continue;
            }
            shipment.Header = header;
            shipment.Sealed = shipment.Value[^content.Length..];
            var isUpdate = item.WriteMode == WriteMode.Update;
            // By a clock that jumped meanwhile a live record would be written over.
            if (header.RetainUntil <= now && !gate.IsClockSure)
                shortage.StoreUnavailable(work.Batch, shipment.Item);
            else if (header.RetainUntil <= now && isUpdate)
                item.Fail(ItemCode.NotFound, TextField.WaybillNo, "nothing is stored of this shipment any more; create it");
            else if (header.RetainUntil <= now)
                shipment.As = KnownAs.Overdue;
            else if (header.State == RecordState.Erased)
                item.Fail(ItemCode.Erased, TextField.WaybillNo, "the shipment was erased; a new one under its number needs another shipment_epoch");
            else if (header.SealingKeyId == work.Vault.Sealer.KeyId && content.SequenceEqual(work.Sealed(shipment.Item)))
                shipment.As = KnownAs.Same;
        }
    }

    private static void Open(BatchWork work, List<KnownShipment> known)
    {
        var unopened = known.FindAll(s => s.As == KnownAs.Undecided && work.Batch.Items[s.Item].IsOpen);
        if (unopened.Count == 0) return;
        var contents = SealedContents.Open(work.Vault.Sealer, work.Caller.Tenant,
            unopened.ConvertAll(s => (work.Ids[s.Item], s.Header.SealingKeyId, s.Sealed)));
        for (var u = 0; u < unopened.Count; u++)
        {
            unopened[u].Content = contents[u];
            if (contents[u] is null) Unreadable(ref work.Batch.Items[unopened[u].Item]);
        }
    }

    private static void Compare(BatchWork work, KnownShipment shipment)
    {
        ref var item = ref work.Batch.Items[shipment.Item];
        if (ContentComparison.AreSame(shipment.Content, ContentCodec.Write(work.Batch, shipment.Item))) shipment.As = KnownAs.Same;
        else if (item.WriteMode != WriteMode.Update) shipment.As = KnownAs.Conflict;
        else if (IsStale(item, shipment.Header)) Stale(ref item, shipment);
        else shipment.As = KnownAs.Updated;
    }

    /// <summary>
    /// An update with the content that is stored: a retry, unless its event is another one. A newer one is noted, or an
    /// event between the two would win later.
    /// </summary>
    private static void WeighEvent(ref WaybillItem item, KnownShipment shipment)
    {
        if (item.WriteMode != WriteMode.Update || item.SourceEventTime == 0) return;
        if (item.SourceEventTime < shipment.Header.SourceEventTime) Stale(ref item, shipment);
        else if (item.SourceEventTime > shipment.Header.SourceEventTime) shipment.As = KnownAs.Confirmed;
    }

    private static void Stale(ref WaybillItem item, KnownShipment shipment)
    {
        item.Version = shipment.Header.Revision;
        item.Fail(ItemCode.Stale, "update_condition", "a newer version is stored; look at it before you change it");
    }

    private static bool IsStale(in WaybillItem item, in RecordHeader header) =>
        (item.ExpectedVersion != 0 && item.ExpectedVersion != header.Revision)
        || (item.SourceEventTime != 0 && item.SourceEventTime <= header.SourceEventTime);

    private static void Unreadable(ref WaybillItem item) =>
        item.Fail(ItemCode.UnreadableRecord, TextField.WaybillNo, "the stored record cannot be opened: it is damaged, or this server lacks its key");
}

using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Pieces with numbers of quite another form than their parent's: notes whose they are before the parent's record is
/// written, so that the piece's own number finds it. A piece stays with its first parent. A batch without any costs nothing.
/// </summary>
internal sealed class PieceNotes(PieceIndex pieces, ShortageAnswer shortage, EngineOptions options)
{
    /// <summary>Whether an item is a piece whose own number does not lead to its shipment.</summary>
    public static bool IsNeeded(WaybillBatch batch, int i)
    {
        var parent = batch.Input(i, TextField.ParentWaybillNo);
        return !parent.IsEmpty && !ShipmentIdentity.AreSame(ShipmentIdentity.Of(parent), ShipmentIdentity.Of(batch.Input(i, TextField.WaybillNo)));
    }

    public ValueTask NoteAsync(BatchWork work) => work.HasPieces ? NoteEachAsync(work) : ValueTask.CompletedTask;

    private async ValueTask NoteEachAsync(BatchWork work)
    {
        var items = new List<int>();
        for (var i = 0; i < work.Batch.Count; i++)
            if (work.Batch.Items[i] is { IsOpen: true, WriteMode: not WriteMode.Update } && IsNeeded(work.Batch, i)) items.Add(i);
        if (items.Count == 0) return;
        var own = NamedShipments.IdsOf(work, items, static item => (TextField.WaybillNo, item.ShipmentEpoch));
        var noted = new List<(RecordId, RecordId)>(items.Count);
        for (var k = 0; k < items.Count; k++) noted.Add((own[k], work.Ids[items[k]]));
        var standing = await pieces.NoteAsync(noted, options.Retention + options.CollectionMargin);
        for (var k = 0; k < standing.Length; k++)
        {
            if (standing[k] is not { } parent) shortage.StoreUnavailable(work.Batch, items[k]);
            else if (parent != work.Ids[items[k]])
                work.Batch.Items[items[k]].Fail(ItemCode.InvalidFormat, TextField.ParentWaybillNo,
                    "is another parent than the one that the piece was first sent with; correct it, or give a piece number used again its shipment_epoch");
        }
    }
}

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
internal sealed class PieceNotes(PieceIndex pieces, RecordStore records, ShortageAnswer shortage, EngineOptions options, TimeProvider time)
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
        var standing = await NoteAsync(work, items);
        for (var k = 0; k < standing.Length; k++)
        {
            if (standing[k] is not { } parent) shortage.StoreUnavailable(work.Batch, items[k]);
            else if (parent != work.Ids[items[k]])
                work.Batch.Items[items[k]].Fail(ItemCode.InvalidFormat, TextField.ParentWaybillNo,
                    "is another parent than the one that the piece was first sent with; correct it, or give a piece number used again its shipment_epoch");
        }
        items.RemoveAll(i => !work.Batch.Items[i].IsOpen);
        if (items.Count > 0) await LastAsync(work, items);
    }

    /// <summary>
    /// A note lasts as long as a parent that is kept longer than usual. Read after the note: whoever lets the parent live longer
    /// from now on finds the piece.
    /// </summary>
    private async Task LastAsync(BatchWork work, List<int> items)
    {
        var values = new ReadResult[items.Count];
        await records.ReadAsync(items.ConvertAll(i => work.Ids[i]).ToArray(), values);
        var now = time.GetUtcNow();
        var longer = new List<(int Item, TimeSpan Expiry)>();
        for (var k = 0; k < values.Length; k++)
        {
            if (values[k].Outcome is not (ReadOutcome.Found or ReadOutcome.Missing)) shortage.StoreUnavailable(work.Batch, items[k]);
            else if (values[k].Outcome == ReadOutcome.Found && RecordHeader.ReadFixed(values[k].Value.Span, out var parent) == RecordFault.None
                && parent.RetainUntil > (now + options.Retention).ToUnixTimeSeconds()) longer.Add((items[k], RecordLife.Expiry(options, now, parent.RetainUntil)));
        }
        if (longer.Count == 0) return;
        var last = await pieces.LastAsync(longer.ConvertAll(l => (work.Ids[l.Item], l.Expiry)));
        for (var l = 0; l < last.Length; l++)
            if (!last[l]) shortage.StoreUnavailable(work.Batch, longer[l].Item);
    }

    private async Task<RecordId?[]> NoteAsync(BatchWork work, List<int> items)
    {
        var own = NamedShipments.IdsOf(work, items, Piece);
        if (work.Change is not { } change) return await NoteAsync(own, [.. items.Select(i => work.Ids[i])]);
        // Under the older key first, where all look, then under the newer one, which is what counts when the older is gone.
        var other = NamedShipments.OtherIdsOf(work, items, Piece)!;
        var (older, newer) = change.IsOtherOlder ? (other, own) : (own, other);
        var standing = await NoteUnderOneAsync(work, items, older, [.. items.Select(i => work.Ids[i])]);
        for (var k = 0; k < items.Count; k++)
            if (standing[k] is null) shortage.StoreUnavailable(work.Batch, items[k]);
        return await NoteUnderOneAsync(work, items, newer, [.. standing.Select((parent, k) => parent ?? work.Ids[items[k]])]);

        static (TextField, uint) Piece(WaybillItem item) => (TextField.WaybillNo, item.ShipmentEpoch);
    }

    /// <summary>
    /// Notes the parents. A note that calls a parent by its older name, though that place is claimed, is put right; one that
    /// calls it by the newer one stays: whoever is about to create under the older name will meet the claim.
    /// </summary>
    /// <returns>The parents that stand; the item's own record for either name of it.</returns>
    private async Task<RecordId?[]> NoteUnderOneAsync(BatchWork work, List<int> items, RecordId[] own, RecordId[] parents)
    {
        var standing = await NoteAsync(own, parents);
        var change = work.Change!;
        var (older, newer) = change.IsOtherOlder ? (change.Other, change.Active) : (change.Active, change.Other);
        var wrong = new List<int>();
        for (var k = 0; k < standing.Length; k++)
        {
            var (i, parent) = (items[k], standing[k]);
            if (parent == newer[i]) standing[k] = work.Ids[i];
            else if (parent == older[i] && work.Ids[i] == newer[i]) wrong.Add(k);
        }
        if (wrong.Count == 0) return standing;
        var corrected = await pieces.CorrectAsync(wrong.ConvertAll(k => (own[k], older[items[k]], newer[items[k]])), options.Retention + options.CollectionMargin);
        for (var w = 0; w < corrected.Length; w++) standing[wrong[w]] = corrected[w];
        return standing;
    }

    private Task<RecordId?[]> NoteAsync(RecordId[] own, RecordId[] parents) =>
        pieces.NoteAsync([.. own.Zip(parents)], options.Retention + options.CollectionMargin);
}

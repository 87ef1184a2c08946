using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Part of stage <c>sealing</c>: the record id of every item, and which items of the batch name the same shipment. One
/// pass of the naming cipher a batch.
/// </summary>
internal static class NamingStage
{
    public static void Name(BatchWork work)
    {
        var batch = work.Batch;
        Span<byte> numbers = batch.Count <= 256 ? stackalloc byte[256 * 40] : new byte[batch.Count * 40];
        Span<int> ends = batch.Count <= 256 ? stackalloc int[batch.Count] : new int[batch.Count];
        var end = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Items[i].IsOpen) end += ShipmentIdentity.Write(ShipmentIdentity.Of(batch, i), numbers[end..]);
            work.HasLinks |= batch.Items[i].Link != LinkKind.None;
            work.HasPieces |= PieceNotes.IsNeeded(batch, i);
            ends[i] = end;
            work.Epochs[i] = batch.Items[i].ShipmentEpoch;
        }
        work.Vault.Namer.Name(work.Caller.Tenant, numbers[..end], ends, work.Epochs.AsSpan(0, batch.Count), work.Ids);
        if (work.Change is { } change)
        {
            work.Ids.AsSpan(0, batch.Count).CopyTo(change.Active);
            work.Vault.OtherNamer!.Name(work.Caller.Tenant, numbers[..end], ends, work.Epochs.AsSpan(0, batch.Count), change.Other);
        }
        FindSame(work);
    }

    private static void FindSame(BatchWork work)
    {
        work.Repetitions.Begin(work.Batch.Count);
        for (var i = 0; i < work.Batch.Count; i++)
        {
            // An update creates nothing, so nothing can be a repetition of it.
            var creates = work.Batch.Items[i] is { IsOpen: true, WriteMode: not V1.WriteMode.Update };
            work.SameAs[i] = creates ? work.Repetitions.FindOrAdd(work.Ids, i) : -1;
        }
    }
}

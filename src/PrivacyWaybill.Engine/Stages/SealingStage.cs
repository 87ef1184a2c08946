using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Work;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Stage <c>sealing</c>: the originals of every item that is still open, packed and sealed together. The sealed bytes depend on the
/// content alone, so they are made before it is known whether the shipment is new.
/// </summary>
internal static class SealingStage
{
    public static void Seal(BatchWork work)
    {
        var batch = work.Batch;
        work.ReserveContents(ContentPacking.MaximumLength(batch));
        var end = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Items[i].IsOpen) end += ContentPacking.Pack(batch, i, work.Contents.AsSpan(end));
            work.Ends[i] = end;
        }
        work.NoteContents(end);
        work.Vault.Sealer.Seal(work.Caller.Tenant, work.Ids.AsSpan(0, batch.Count), work.Contents.AsSpan(0, end), work.Ends, work.SealedContents);
    }
}

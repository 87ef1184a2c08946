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
        var length = 0;
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i].IsOpen) length += ContentCodec.Length(batch, i);
        work.ReserveContents(length);

        var (end, packedEnd) = (0, 0);
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Items[i].IsOpen)
            {
                var content = work.Contents.AsSpan(end, ContentCodec.Write(batch, i, work.Contents.AsSpan(end)));
                packedEnd += ContentPacking.Pack(content, work.Packed.AsSpan(packedEnd));
                end += content.Length;
            }
            (work.Ends[i], work.PackedEnds[i]) = (end, packedEnd);
        }
        work.Vault.Sealer.Seal(work.Caller.Tenant, work.Ids.AsSpan(0, batch.Count), work.Packed.AsSpan(0, packedEnd), work.PackedEnds, work.SealedContents);
    }
}

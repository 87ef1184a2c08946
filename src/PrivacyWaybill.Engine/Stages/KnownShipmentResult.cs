using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Writes the results of known shipments: replays, conflicts in their stored form, updates.</summary>
internal sealed class KnownShipmentResult(MaskingStage masking, VerificationStage verification)
{
    private static readonly PartyRole[] Parties = [PartyRole.Sender, PartyRole.Recipient];

    /// <summary>Finds out, before updates are stored, whether they need new labels.</summary>
    public void WeighLabels(BatchWork work, List<KnownShipment> known)
    {
        foreach (var shipment in known)
        {
            if (shipment.As != KnownAs.Updated) continue;
            shipment.IsRelabelRequired = IsPrintedOtherwise(work, shipment)
                || Parties.Any(p => shipment.Number(p) is { IsRenewal: true } or { IsLeft: true } or { IsRetired: true });
        }
    }

    /// <summary>Writes what came of them.</summary>
    public void Write(BatchWork work, List<KnownShipment> settled)
    {
        foreach (var shipment in settled)
        {
            ref var item = ref work.Batch.Items[shipment.Item];
            item.Version = shipment.Header.Revision;
            item.Replayed = shipment.As is KnownAs.Same or KnownAs.Confirmed;
            switch (shipment.As)
            {
                case KnownAs.Conflict:
                    Conflict(work, shipment);
                    break;
                case KnownAs.OtherNumber:
                    item.Fail(ItemCode.Conflict, "", "a party of the shipment has another number, or gave it up; nothing was changed");
                    break;
                case KnownAs.Updated:
                    item.RelabelRequired = shipment.IsRelabelRequired;
                    item.Code = ItemCode.Ok;
                    break;
                default:
                    // An update that is repeated, its first answer lost perhaps.
                    item.RelabelRequired = item.WriteMode == WriteMode.Update && shipment.Header.IsRelabelRequired;
                    item.Code = ItemCode.Ok;
                    break;
            }
            foreach (var party in Parties) WriteNumber(work.Batch, shipment, party);
            if (item is { Code: ItemCode.Ok, Link: not LinkKind.None, WriteMode: not WriteMode.Update } && shipment.Header.Link is null)
                work.Batch.Warn(shipment.Item, WarningCode.LinkNotFound, item.Link.Field());
            if (item.ReturnSealedRecord && item.Code == ItemCode.Ok)
                item.SealedRecord = CreationStage.Emit(work.Batch, work.Ids[shipment.Item], shipment.Value.Span);
        }
    }

    private static void WriteNumber(WaybillBatch batch, KnownShipment shipment, PartyRole party)
    {
        var number = shipment.Number(party);
        if (!number.IsLive) return;
        NumberOutput.Write(batch, shipment.Item, party, number.Printed, number.ExpiresAt);
        if (number.IsRenewal) batch.Warn(shipment.Item, WarningCode.NumberRenewed, party == PartyRole.Sender ? "sender_number" : "recipient_number");
    }

    /// <summary>The stored form takes the place of what came: nothing of the refused content is answered.</summary>
    private void Conflict(BatchWork work, KnownShipment shipment)
    {
        var (batch, i) = (work.Batch, shipment.Item);
        batch.ClearWarnings(i);
        foreach (var field in ContentCodec.ContentFields) batch.ClearOutput(i, field);
        ref var item = ref batch.Items[i];
        if (!ContentCodec.Restore(shipment.Content, batch, i))
        {
            item.Fail(ItemCode.UnreadableRecord, TextField.WaybillNo, "the stored record cannot be read: a newer server wrote it, or it is damaged");
            return;
        }
        masking.Mask(batch, i);
        verification.Verify(batch, i);
        if (item.IsOpen) item.Fail(ItemCode.Conflict, TextField.WaybillNo, "the shipment is stored with other content; nothing was changed. To change it, send an UPDATE");
    }

    /// <summary>Whether a label of the stored content would look otherwise than one of the new content.</summary>
    private bool IsPrintedOtherwise(BatchWork work, KnownShipment shipment)
    {
        var before = new WaybillBatch();
        before.Reset(1);
        before.Profiles = work.Batch.Profiles;
        var profile = work.Batch.Output(shipment.Item, TextField.Profile);
        profile.CopyTo(before.OutputRoom(profile.Length));
        before.Commit(0, TextField.Profile, profile.Length);
        if (!ContentCodec.Restore(shipment.Content, before, 0)) return true;
        masking.Mask(before, 0);
        foreach (var field in ContentCodec.ContentFields)
            if (!before.Output(0, field).SequenceEqual(work.Batch.Output(shipment.Item, field))) return true;
        return false;
    }
}

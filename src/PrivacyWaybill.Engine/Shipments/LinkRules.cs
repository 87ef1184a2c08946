using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Part of stage <c>policy</c>: refuses links that contradict the waybill number or each other, and finds out how the
/// waybill continues another shipment. The forms of the numbers have been checked before.
/// </summary>
internal static class LinkRules
{
    private static readonly LinkKind[] Kinds = [LinkKind.Return, LinkKind.Redirect, LinkKind.Replacement];

    /// <summary>False if the item was refused.</summary>
    public static bool Check(WaybillBatch batch, int i, ref WaybillItem item) =>
        Piece(batch, i, ref item) && Parent(batch, i, ref item) && Continuation(batch, i, ref item);

    private static bool Piece(WaybillBatch batch, int i, ref WaybillItem item)
    {
        if (!ShipmentIdentity.TryReadPiece(batch.Input(i, TextField.WaybillNo), out _, out var piece, out var of)) return true;
        if (piece > of)
            item.Fail(ItemCode.InvalidFormat, TextField.WaybillNo, "ends like the number of a piece, but there are fewer pieces than that; check it for a slip");
        else if (item.Piece != 0 && item.Piece != piece)
            item.Fail(ItemCode.InvalidFormat, "links.piece", "is another piece than the waybill number says; leave it out, or correct one of them");
        return item.IsOpen;
    }

    private static bool Parent(WaybillBatch batch, int i, ref WaybillItem item)
    {
        var parent = batch.Input(i, TextField.ParentWaybillNo);
        if (parent.IsEmpty) return true;
        var own = batch.Input(i, TextField.WaybillNo);
        if (ShipmentIdentity.AreSame(parent, own))
            item.Fail(ItemCode.InvalidFormat, TextField.ParentWaybillNo, "names the waybill itself; leave it empty unless the waybill is a piece of another one");
        else if (ShipmentIdentity.TryReadPiece(own, out var shipment, out _, out _) && !ShipmentIdentity.AreSame(shipment, ShipmentIdentity.Of(parent)))
            item.Fail(ItemCode.InvalidFormat, TextField.ParentWaybillNo, "is another parent than the waybill number says; leave it empty, or correct one of them");
        return item.IsOpen;
    }

    private static bool Continuation(WaybillBatch batch, int i, ref WaybillItem item)
    {
        foreach (var kind in Kinds)
        {
            var other = batch.Input(i, kind.Field());
            if (other.IsEmpty) continue;
            if (item.Link != LinkKind.None)
                item.Fail(ItemCode.InvalidFormat, "links", "a waybill returns, redirects or replaces one shipment; name it in one of the three fields");
            else if (ShipmentIdentity.AreSame(ShipmentIdentity.Of(other), ShipmentIdentity.Of(batch, i)))
                item.Fail(ItemCode.InvalidFormat, kind.Field(), "names the waybill's own shipment; name another one, or leave it empty");
            item.Link = kind;
            if (!item.IsOpen) return false;
        }
        return true;
    }
}

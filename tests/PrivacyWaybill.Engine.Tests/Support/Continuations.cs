using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Waybills that continue another one.</summary>
internal static class Continuations
{
    /// <summary>The parcel on its way back.</summary>
    public static Waybill Return(this Waybill waybill, Action<Waybill>? change = null) => Waybills.New(w =>
    {
        (w.Sender, w.Recipient) = (waybill.Recipient.Clone(), waybill.Sender.Clone());
        w.Links = new ShipmentLinks { ReturnOf = waybill.WaybillNo, LinkedShipmentEpoch = waybill.ShipmentEpoch };
        change?.Invoke(w);
    });

    /// <summary>The parcel on its way to the same people elsewhere.</summary>
    public static Waybill Redirect(this Waybill waybill, Action<Waybill>? change = null) => Waybills.New(w =>
    {
        (w.Sender, w.Recipient) = (waybill.Sender.Clone(), waybill.Recipient.Clone());
        w.Recipient.Address = new Address { Text = "江苏省苏州市虎丘区狮山路88号3幢1201室" };
        w.Links = new ShipmentLinks { RedirectOf = waybill.WaybillNo, LinkedShipmentEpoch = waybill.ShipmentEpoch };
        change?.Invoke(w);
    });

    /// <summary>Another parcel for the same people.</summary>
    public static Waybill Replacement(this Waybill waybill, Action<Waybill>? change = null) => waybill.Redirect(w =>
    {
        w.Links = new ShipmentLinks { ReplacementOf = waybill.WaybillNo, LinkedShipmentEpoch = waybill.ShipmentEpoch };
        change?.Invoke(w);
    });
}

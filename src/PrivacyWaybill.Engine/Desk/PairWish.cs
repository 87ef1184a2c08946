using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A wish for a call pair.</summary>
/// <param name="Shipment">The shipment.</param>
/// <param name="Party">The party; may be unspecified with a token.</param>
/// <param name="CourierPhone">The courier's phone, in any spelling.</param>
/// <param name="ValidFor">For how long.</param>
/// <param name="IsExtension">Whether a pair that is bound already is to end later.</param>
public sealed record PairWish(ShipmentReference? Shipment, PartyRole Party, string CourierPhone, TimeSpan ValidFor, bool IsExtension = false)
{
    /// <inheritdoc/>
    /// <remarks>Nothing of it: a phone must not get into a text.</remarks>
    public override string ToString() => nameof(PairWish);
}

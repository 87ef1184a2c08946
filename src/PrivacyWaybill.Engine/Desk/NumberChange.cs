using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>One change of a batch.</summary>
/// <param name="Shipment">The shipment.</param>
/// <param name="Party">The party; unspecified for the one that a token names or, with a waybill number, for both.</param>
/// <param name="Until">Where the expiry is to be moved; null to release the number.</param>
public readonly record struct NumberChange(ShipmentReference? Shipment, PartyRole Party, DateTimeOffset? Until);

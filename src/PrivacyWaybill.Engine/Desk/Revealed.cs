using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>The originals of one shipment, or why there are none.</summary>
/// <param name="Found">Whether they were found.</param>
/// <param name="Originals">If so: they, as far as they were asked for.</param>
public sealed record Revealed(Found Found, Originals? Originals = null);

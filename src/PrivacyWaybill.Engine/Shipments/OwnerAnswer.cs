using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>The answer to an <see cref="OwnerQuestion"/>.</summary>
/// <param name="State">What the number is to the person.</param>
/// <param name="Number">The number, if live.</param>
/// <param name="Printed">Its printed form, if live.</param>
internal readonly record struct OwnerAnswer(OwnerState State, BoundNumber Number = default, ExtendedNumber Printed = default);

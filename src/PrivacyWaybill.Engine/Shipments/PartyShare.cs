using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>A live number of another shipment's record that a party keeps instead of getting one of its own.</summary>
/// <param name="Shared">The number as the party's record will name it.</param>
/// <param name="Printed">Its printed form.</param>
/// <param name="ExpiresAt">When it ends by its owner, in Unix seconds.</param>
/// <param name="IsNoted">The owner's record says already that others keep it.</param>
internal sealed record PartyShare(SharedNumber Shared, ExtendedNumber Printed, uint ExpiresAt, bool IsNoted);

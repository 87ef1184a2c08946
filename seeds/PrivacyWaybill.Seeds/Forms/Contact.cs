using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>How a party is reached.</summary>
internal sealed record Contact(string? Mobile, string? Landline = null, SyntheticPlatformNumber? Platform = null);

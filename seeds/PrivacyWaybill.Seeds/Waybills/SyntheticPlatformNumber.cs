namespace PrivacyWaybill.Seeds.Waybills;

/// <summary>A virtual number of another platform: the contract's <c>PlatformNumber</c>.</summary>
/// <param name="Issuer">Name of the platform. <c>demo-platform</c> owns the main numbers 18499990000 to 18499999999
/// with four-digit extensions; every other name stands for an issuer that nobody registered.</param>
/// <param name="Number">Number and extension in one of the spellings in use, at most 48 bytes.</param>
public sealed record SyntheticPlatformNumber(string Issuer, string Number);

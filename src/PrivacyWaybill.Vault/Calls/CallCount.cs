namespace PrivacyWaybill.Vault.Calls;

/// <summary>The answer about a shipment's calls.</summary>
/// <param name="IsKnown">False if the store did not answer, or said no: a report may have been counted or not.</param>
/// <param name="Connected">Connected calls so far.</param>
/// <param name="IsDuplicate">Whether the call was reported before.</param>
public readonly record struct CallCount(bool IsKnown, int Connected = 0, bool IsDuplicate = false);

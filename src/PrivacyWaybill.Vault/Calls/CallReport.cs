using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>A call that ended.</summary>
/// <param name="Id">The shipment's record.</param>
/// <param name="CallName">The call's id as it may be kept: <see cref="CallVault.CallName"/>.</param>
/// <param name="IsConnected">Whether it counts.</param>
/// <param name="CountedUntil">Until when the shipment's count is kept at least, Unix seconds.</param>
public readonly record struct CallReport(RecordId Id, string CallName, bool IsConnected, uint CountedUntil);

using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>What the front of a stored record says; nothing of its originals was read.</summary>
/// <param name="Id">The record.</param>
/// <param name="State">What it is good for; none if the value is no record.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="RetainUntil">When it is over, Unix seconds.</param>
public readonly record struct RecordHead(RecordId Id, RecordState State, uint Revision, uint RetainUntil);

using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>A record of a chain of shipments, under the chain's root.</summary>
/// <param name="Root">The first shipment of the chain; not a member itself.</param>
/// <param name="Member">The record.</param>
/// <param name="Expiry">When the store may forget the record, from now; its group not sooner.</param>
public readonly record struct GroupEntry(RecordId Root, RecordId Member, TimeSpan Expiry);

using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A record that belongs, or is said to belong, to a chain of shipments.</summary>
/// <param name="Root">The chain's first shipment.</param>
/// <param name="Id">The record; the root itself, too.</param>
internal readonly record struct GroupMember(RecordId Root, RecordId Id);

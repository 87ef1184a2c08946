using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>The record that an item of a batch is about.</summary>
/// <param name="Item">The item.</param>
/// <param name="Id">The record.</param>
/// <param name="IsByNumber">It was named by a waybill number, which may be a piece's.</param>
internal readonly record struct LocatedItem(int Item, RecordId Id, bool IsByNumber = false);

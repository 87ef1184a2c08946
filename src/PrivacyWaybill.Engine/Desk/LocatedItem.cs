using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>The record that an item of a batch is about.</summary>
/// <param name="Item">The item.</param>
/// <param name="Id">The record.</param>
/// <param name="IsByNumber">It was named by a waybill number, which may be a piece's.</param>
/// <param name="Other">What the other key calls the record of a waybill number while naming keys change; null while they do not.</param>
internal readonly record struct LocatedItem(int Item, RecordId Id, bool IsByNumber = false, RecordId? Other = null);

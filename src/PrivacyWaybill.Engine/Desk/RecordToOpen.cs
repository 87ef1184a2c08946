using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A live record whose sealed part is to be opened.</summary>
/// <param name="Item">The item that it answers.</param>
/// <param name="Id">Its id.</param>
/// <param name="Header">Its header.</param>
/// <param name="Sealed">Its sealed part.</param>
/// <param name="Party">The party that was asked for.</param>
internal readonly record struct RecordToOpen(int Item, RecordId Id, RecordHeader Header, ReadOnlyMemory<byte> Sealed, PartyRole Party);

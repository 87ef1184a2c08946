using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>Asks whether a record's party has a number for the person with this phone.</summary>
/// <param name="Owner">The record.</param>
/// <param name="Party">Its party.</param>
/// <param name="Phone">The phone's digits; empty for nobody's.</param>
internal readonly record struct OwnerQuestion(RecordId Owner, PartyRole Party, byte[] Phone);

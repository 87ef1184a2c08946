using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>Asks whether a record's party has a number for the person with this phone.</summary>
/// <param name="Owner">The record.</param>
/// <param name="Party">Its party.</param>
/// <param name="Phone">The phone's digits; empty for nobody's.</param>
internal readonly record struct OwnerQuestion(RecordId Owner, PartyRole Party, byte[] Phone);

/// <summary>The answer.</summary>
/// <param name="State">What the number is to the person.</param>
/// <param name="Number">The number, if live.</param>
/// <param name="Printed">Its printed form, if live.</param>
internal readonly record struct OwnerAnswer(OwnerState State, BoundNumber Number = default, ExtendedNumber Printed = default);

/// <summary>What the number of another record's party is to a person.</summary>
internal enum OwnerState
{
    /// <summary>The store did not answer.</summary>
    Unavailable,

    /// <summary>Leads to the person: record and page name each other, and the phone is the same.</summary>
    Live,

    /// <summary>Its time ran out, its page was lost, or the party never had one.</summary>
    Expired,

    /// <summary>Released, or not the person's: the record is gone, erased, another tenant's, or has another phone.</summary>
    Over,
}

using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>What the front of a stored record says; nothing of its originals was read.</summary>
/// <param name="Id">The record.</param>
/// <param name="State">What it is good for; none if the value is no record.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="RetainUntil">When it is over, Unix seconds.</param>
/// <param name="IsOfEvenEpoch">Its id was made by a naming key of an even epoch.</param>
/// <param name="IsClaim">It is no record but a <see cref="NamingClaim"/>, which has state none and revision 0.</param>
public readonly record struct RecordHead(
    RecordId Id, RecordState State, uint Revision, uint RetainUntil, bool IsOfEvenEpoch = false, bool IsClaim = false);

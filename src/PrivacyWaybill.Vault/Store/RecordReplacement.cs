using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>A record's next value.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ExpectedRevision">The revision of the value that it takes the place of.</param>
/// <param name="Value">Header, with a higher revision, and sealed originals. Not copied, as in <see cref="RecordWrite"/>.</param>
/// <param name="Expiry">When the store may forget it, from now. More than zero.</param>
public readonly record struct RecordReplacement(RecordId Id, uint ExpectedRevision, ReadOnlyMemory<byte> Value, TimeSpan Expiry);

using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>A record to be created.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Value">Header and sealed originals. Not copied: it must not change until the outcome is known, and never
/// again if that is <see cref="CreateOutcome.Unknown"/>.</param>
/// <param name="Expiry">When the store may forget it, from now: at least until the header's retain-until, plus a margin.
/// More than zero.</param>
public readonly record struct RecordWrite(RecordId Id, ReadOnlyMemory<byte> Value, TimeSpan Expiry);

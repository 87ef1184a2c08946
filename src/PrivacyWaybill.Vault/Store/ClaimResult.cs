namespace PrivacyWaybill.Vault.Store;

/// <summary>The answer about a place that was to be claimed.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Current">The value that is there, if <see cref="ClaimOutcome.Record"/>; otherwise empty.</param>
public readonly record struct ClaimResult(ClaimOutcome Outcome, ReadOnlyMemory<byte> Current = default);

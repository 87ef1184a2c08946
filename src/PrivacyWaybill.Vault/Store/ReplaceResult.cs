namespace PrivacyWaybill.Vault.Store;

/// <summary>The answer about a record that was to be replaced.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Current">The value that is there, if <see cref="ReplaceOutcome.Conflict"/>; otherwise empty.</param>
public readonly record struct ReplaceResult(ReplaceOutcome Outcome, ReadOnlyMemory<byte> Current = default);

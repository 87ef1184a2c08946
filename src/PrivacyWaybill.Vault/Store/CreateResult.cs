namespace PrivacyWaybill.Vault.Store;

/// <summary>The answer about a record that was to be created.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Current">The value that was there, if <see cref="CreateOutcome.Existing"/>; otherwise empty.</param>
public readonly record struct CreateResult(CreateOutcome Outcome, ReadOnlyMemory<byte> Current = default);

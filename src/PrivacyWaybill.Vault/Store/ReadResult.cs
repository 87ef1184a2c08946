namespace PrivacyWaybill.Vault.Store;

/// <summary>The answer about a record that was to be read.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Value">Its value, if <see cref="ReadOutcome.Found"/>; otherwise empty.</param>
public readonly record struct ReadResult(ReadOutcome Outcome, ReadOnlyMemory<byte> Value = default);

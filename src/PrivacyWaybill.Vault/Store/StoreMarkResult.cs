namespace PrivacyWaybill.Vault.Store;

/// <summary>The answer about a store's mark.</summary>
/// <param name="Outcome">What is known.</param>
/// <param name="Mark">The mark, if present or created; otherwise null. Its format can be one that is not known here.</param>
public readonly record struct StoreMarkResult(StoreMarkOutcome Outcome, StoreMark? Mark = null);

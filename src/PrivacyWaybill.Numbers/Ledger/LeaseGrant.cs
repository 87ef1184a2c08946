namespace PrivacyWaybill.Numbers.Ledger;

/// <summary>What the lease script gave.</summary>
/// <param name="State">Ready, missing or disagreeing.</param>
/// <param name="Blocks">The leased blocks, longest free first; empty if none is due.</param>
/// <param name="EarliestFree">If none is due: when the first one is.</param>
internal readonly record struct LeaseGrant(LedgerState State, int[] Blocks, DateTimeOffset? EarliestFree);

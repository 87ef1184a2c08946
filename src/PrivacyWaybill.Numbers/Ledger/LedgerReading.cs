namespace PrivacyWaybill.Numbers.Ledger;

/// <summary>What a ledger says at one moment. Blocks add up to the segment's if it is ready; otherwise all are 0.</summary>
/// <param name="State">Whether blocks may be leased.</param>
/// <param name="FreeBlocks">Blocks that can be leased now.</param>
/// <param name="QuarantinedBlocks">Blocks without a valid number, not free yet.</param>
/// <param name="LeasedBlocks">Blocks that are leased or may have valid numbers.</param>
/// <param name="EarliestFree">When the next block comes free, if none is free now.</param>
public readonly record struct LedgerReading(LedgerState State, long FreeBlocks, long QuarantinedBlocks, long LeasedBlocks, DateTimeOffset? EarliestFree);

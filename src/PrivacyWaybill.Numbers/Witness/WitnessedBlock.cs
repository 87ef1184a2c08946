namespace PrivacyWaybill.Numbers.Witness;

/// <summary>What was noted of a block, in Unix seconds; 0 for nothing.</summary>
/// <param name="FreeAt">From when it may be leased again.</param>
/// <param name="HeldUntil">Until when at least one of its numbers is held.</param>
/// <param name="HeldAt">When a number of it was last held.</param>
public readonly record struct WitnessedBlock(uint FreeAt, uint HeldUntil, uint HeldAt);

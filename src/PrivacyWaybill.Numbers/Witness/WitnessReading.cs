namespace PrivacyWaybill.Numbers.Witness;

/// <summary>All that is witnessed of a segment.</summary>
/// <param name="Blocks">One a block: the latest that any server noted.</param>
/// <param name="Missing">Servers that should have witnessed, but whose witness is not there or is damaged: what they leased
/// is not known.</param>
public sealed record WitnessReading(WitnessedBlock[] Blocks, IReadOnlyList<string> Missing)
{
    /// <summary>Whether it tells all leases that there ever were.</summary>
    public bool IsComplete => Missing.Count == 0;
}

namespace PrivacyWaybill.Numbers.Registry;

/// <summary>What the store knows of segments at one moment.</summary>
/// <param name="Segments">Those that were added while servers ran.</param>
/// <param name="Phases">By segment id; one that is not there is open.</param>
/// <param name="Unreadable">Ids, or what stands for them, whose definition cannot be read.</param>
public sealed record RegistryReading(
    IReadOnlyList<NumberSegment> Segments, IReadOnlyDictionary<ushort, StoredPhase> Phases, IReadOnlyList<string> Unreadable);

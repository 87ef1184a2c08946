namespace PrivacyWaybill.Conformance;

/// <summary>What a check found.</summary>
/// <param name="Violations">All ways in which the field fails.</param>
/// <param name="Candidates">
/// How many mainland mobile numbers the shown digits of a phone field still fit: ten for each hidden digit, save that the
/// first is always 1 and the second one of seven. Of several numbers, the fewest. Null where no mobile number is told
/// from the field. See <see cref="ReidentificationEstimate"/> for what more knowledge makes of it.
/// </param>
public readonly record struct ConformanceResult(Violations Violations, long? Candidates)
{
    /// <summary>Whether the rule holds.</summary>
    public bool Holds => Violations == Violations.None;
}

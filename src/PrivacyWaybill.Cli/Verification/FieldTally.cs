using System.Numerics;
using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>How the fields of one meaning went.</summary>
/// <param name="Field">Such as <c>recipient phone</c>.</param>
internal sealed record FieldTally(string Field)
{
    private readonly SortedDictionary<Violations, long> _byViolation = [];

    /// <summary>Fields that were looked at.</summary>
    public long Checked { get; private set; }

    /// <summary>Those for which the rule holds.</summary>
    public long Holds { get; private set; }

    /// <summary>How many fields have each violation.</summary>
    public IReadOnlyDictionary<Violations, long> ByViolation => _byViolation;

    /// <summary>The part for which the rule holds, 0 to 1.</summary>
    public double Share => Checked == 0 ? 1 : (double)Holds / Checked;

    /// <summary>Counts one.</summary>
    public void Add(Violations violations)
    {
        Checked++;
        if (violations == Violations.None) Holds++;
        foreach (var flag in Flags(violations)) _byViolation[flag] = _byViolation.GetValueOrDefault(flag) + 1;
    }

    /// <summary>The single flags of a set.</summary>
    public static IEnumerable<Violations> Flags(Violations violations)
    {
        for (var rest = (uint)violations; rest != 0; rest &= rest - 1) yield return (Violations)(1u << BitOperations.TrailingZeroCount(rest));
    }
}

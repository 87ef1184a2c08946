using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>What was found in a file.</summary>
/// <param name="mostShown">Violations to be kept for showing.</param>
internal sealed class Verdict(int mostShown)
{
    private readonly List<ShownViolation> _shown = [];
    private readonly Dictionary<string, FieldTally> _fields = new(StringComparer.Ordinal);

    /// <summary>Records read.</summary>
    public long Records { get; set; }

    /// <summary>Records that could not be read, or have no original.</summary>
    public long Unreadable { get; set; }

    /// <summary>Originals without a masked record.</summary>
    public long Skipped { get; set; }

    /// <summary>Fields by meaning, in the order in which they were met.</summary>
    public IReadOnlyCollection<FieldTally> Fields => _fields.Values;

    /// <summary>What masked phones give away.</summary>
    public CandidateTally Candidates { get; } = new();

    /// <summary>The first violations.</summary>
    public IReadOnlyList<ShownViolation> Shown => _shown;

    /// <summary>Fields that fail.</summary>
    public long Failed => _fields.Values.Sum(static tally => tally.Checked - tally.Holds);

    /// <summary>Fields that were looked at.</summary>
    public long Checked => _fields.Values.Sum(static tally => tally.Checked);

    /// <summary>Whether the rule holds for every field, and there were fields at all.</summary>
    public bool Holds => Failed == 0 && Unreadable == 0 && (Records == 0 || Checked > 0);

    /// <summary>Counts a field.</summary>
    public void Add(RecordReader reader, Column column, ConformanceResult result)
    {
        if (!_fields.TryGetValue(column.Meaning, out var field)) _fields.Add(column.Meaning, field = new FieldTally(column.Meaning));
        field.Add(result.Violations);
        if (result.Candidates is { } candidates) Candidates.Add(candidates);
        if (!result.Holds && _shown.Count < mostShown) _shown.Add(new ShownViolation(reader.Number, reader.Line, column.Label, result.Violations));
    }
}

namespace PrivacyWaybill.GroundTruth.Reports;

/// <summary>The figures of one form of a field.</summary>
public sealed class Row
{
    /// <summary>Fields of this form.</summary>
    public long Cases { get; set; }

    /// <summary>Of these, fields that still show a secret.</summary>
    public long Leaks { get; set; }

    /// <summary>Of these, fields that lost something that must stay.</summary>
    public long Losses { get; set; }

    /// <summary>Failures of this form, as found.</summary>
    public List<Failure> Examples { get; } = [];
}

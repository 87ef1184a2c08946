namespace PrivacyWaybill.GroundTruth.Judging;

/// <summary>What masking did to one field.</summary>
/// <param name="Leaked">Secrets that can still be read, each with its kind; null when none.</param>
/// <param name="Lost">What had to stay and did not; null when nothing.</param>
public readonly record struct Verdict(string? Leaked, string? Lost)
{
    public bool IsLeak => Leaked is not null;

    public bool IsLoss => Lost is not null;
}

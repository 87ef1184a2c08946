using System.Globalization;

namespace PrivacyWaybill.Numbers.Registry;

/// <summary>A segment's phase as the store keeps it: <c>suspended</c>, <c>retired</c>, <c>opening 1772352000</c>; nothing for open.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="OpensAt">If opening: when numbers are issued, to the second.</param>
public readonly record struct StoredPhase(SegmentPhase Phase, DateTimeOffset OpensAt = default)
{
    /// <summary>From when numbers are issued, in Unix milliseconds.</summary>
    internal long IssuesFrom => Phase switch
    {
        SegmentPhase.Open => long.MinValue,
        SegmentPhase.Opening => OpensAt.ToUnixTimeMilliseconds(),
        _ => long.MaxValue,
    };

    /// <summary>Nothing is issued until operators want it again, if ever.</summary>
    internal bool IsWithdrawn => Phase is SegmentPhase.Suspended or SegmentPhase.Retired;

    internal string Format() => Phase switch
    {
        SegmentPhase.Opening => string.Create(CultureInfo.InvariantCulture, $"opening {OpensAt.ToUnixTimeSeconds()}"),
        SegmentPhase.Suspended => "suspended",
        SegmentPhase.Retired => "retired",
        _ => "open",
    };

    /// <summary>What is not known counts as suspended: a newer version may have written it.</summary>
    internal static StoredPhase Parse(string text)
    {
        if (text == "open") return default;
        if (text == "retired") return new StoredPhase(SegmentPhase.Retired);
        return text.StartsWith("opening ", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= uint.MaxValue
                ? new StoredPhase(SegmentPhase.Opening, DateTimeOffset.FromUnixTimeSeconds(seconds))
                : new StoredPhase(SegmentPhase.Suspended);
    }
}

using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Registry;

namespace PrivacyWaybill.Numbers;

/// <summary>A segment at one moment. Counts are in numbers.</summary>
/// <param name="Segment">The segment, with its capacity.</param>
/// <param name="State">Whether numbers of it can be leased; all counts of the store are 0 unless it is ready.</param>
/// <param name="Free">In blocks that can be leased now.</param>
/// <param name="Leased">In blocks that are leased or may have valid numbers.</param>
/// <param name="Quarantined">In blocks without a valid number that are not free yet.</param>
/// <param name="InHand">In this process's own leases, ready to be handed out; a part of <paramref name="Leased"/>.</param>
/// <param name="IssuedPerSecond">Handed out by this process, lately.</param>
/// <param name="ExhaustionForecast">When the free ones run out if all servers go on as in the last hour, or this process as now; null if they do not.</param>
/// <param name="NextFree">When the next block comes free, if none is free now.</param>
public sealed record SegmentStatus(NumberSegment Segment, LedgerState State, long Free, long Leased, long Quarantined,
    long InHand, double IssuedPerSecond, DateTimeOffset? ExhaustionForecast, DateTimeOffset? NextFree)
{
    /// <summary>What operators want of it.</summary>
    public SegmentPhase Phase { get; init; }

    /// <summary>It is a reserve, and the segment that it stands behind is not closed.</summary>
    public bool IsStandingBy { get; init; }

    /// <summary>It is retired, and none of its numbers is live or rests any more.</summary>
    public bool IsDrained { get; init; }
}

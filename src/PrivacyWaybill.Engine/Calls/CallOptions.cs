namespace PrivacyWaybill.Engine.Calls;

/// <summary>What the operator allows of calls. Immutable; the server validates its settings and makes this of them.</summary>
public sealed record CallOptions
{
    /// <summary>Who may call a party by its virtual number.</summary>
    public CallersAllowed MayCall { get; init; } = CallersAllowed.Anybody;

    /// <summary>Most connected calls a shipment, of both its numbers and of its pairs together; 0 for no limit.</summary>
    public int ConnectedPerWaybill { get; init; }

    /// <summary>The hours of the day at which calls are connected; null for all.</summary>
    public CallHours? Hours { get; init; }

    /// <summary>Longest validity of a call pair, and that of one for which none is asked.</summary>
    public TimeSpan LongestPairValidity { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a pair's end neither of its phones is paired with another at the same main number.</summary>
    public TimeSpan PairQuarantine { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many main numbers are looked at for a pair before there is none.</summary>
    public int PairCandidates { get; init; } = 32;
}

namespace PrivacyWaybill.Numbers;

/// <summary>The times of leases and numbers. A block comes free at end of lease + validity + quarantine + margin.</summary>
public sealed record NumberPoolOptions
{
    /// <summary>How long numbers of a lease are handed out.</summary>
    public TimeSpan MaximumLeaseAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a number may lead to somebody, from the moment it is handed out.</summary>
    public TimeSpan LongestValidity { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a number may lead to somebody in all, however often it is extended.</summary>
    public TimeSpan LongestTotalValidity { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long a number leads to nobody before it is handed out again.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromDays(15);

    /// <summary>By how much the clocks of servers may differ.</summary>
    public TimeSpan ClockMargin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many seconds' use is kept ready.</summary>
    public TimeSpan LeaseAhead { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the store may take to answer, by the pool's clock; afterwards the outcome is unknown.</summary>
    public TimeSpan StoreDeadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After a refusal (no free block, store away, ledger missing) the store is asked again after this time.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Most blocks taken by one call of the lease script.</summary>
    public int MaximumBlocksPerLease { get; init; } = 64;

    /// <summary>The latest expiry of a number whose block comes free at <paramref name="freeAt"/>.</summary>
    public DateTimeOffset LatestExpiry(DateTimeOffset freeAt) => freeAt - Quarantine - ClockMargin;

    /// <summary>
    /// Until when a number whose block comes free at <paramref name="freeAt"/> can be extended in all. Reckoned from the
    /// earliest moment at which it can have been handed out, so that it is never too late.
    /// </summary>
    public DateTimeOffset LatestExtension(DateTimeOffset freeAt)
    {
        var byBlock = LatestExpiry(freeAt);
        var inAll = byBlock - LongestValidity - MaximumLeaseAge + LongestTotalValidity;
        return inAll > byBlock ? inAll : byBlock;
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">One cannot be used; the message names it and the remedy.</exception>
    public void Validate()
    {
        Positive(MaximumLeaseAge, nameof(MaximumLeaseAge));
        Positive(LongestValidity, nameof(LongestValidity));
        if (LongestTotalValidity < LongestValidity) throw new ArgumentException("LongestTotalValidity must be at least LongestValidity.");
        Positive(StoreDeadline, nameof(StoreDeadline));
        Positive(RetryInterval, nameof(RetryInterval));
        if (Quarantine < TimeSpan.Zero) throw new ArgumentException("Quarantine must not be negative.");
        if (ClockMargin < TimeSpan.Zero) throw new ArgumentException("ClockMargin must not be negative.");
        if (LeaseAhead < TimeSpan.Zero || LeaseAhead > TimeSpan.FromMinutes(5)) throw new ArgumentException("LeaseAhead must be 0 to 5 minutes.");
        if (MaximumBlocksPerLease is < 1 or > 1_000) throw new ArgumentException("MaximumBlocksPerLease must be 1 to 1,000.");
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero) throw new ArgumentException($"{name} must be longer than zero.");
    }
}

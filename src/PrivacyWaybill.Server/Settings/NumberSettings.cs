using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Settings;

/// <summary>Virtual numbers.</summary>
public sealed class NumberSettings
{
    /// <summary>The pool file. Without one the demo pool is used, which only a store in memory accepts.</summary>
    public string? PoolFile { get; init; }

    /// <summary>Validity of a number for which none is asked.</summary>
    public TimeSpan DefaultValidity { get; init; } = TimeSpan.FromDays(15);

    /// <summary>Longest validity that can be asked.</summary>
    public TimeSpan LongestValidity { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a number can be extended in all. Null: a year, or the longest validity if that is more.</summary>
    public TimeSpan? LongestTotalValidity { get; init; }

    /// <summary>How long a number rests before it is issued again.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromDays(15);

    /// <summary>How long a leased block may be issued from.</summary>
    public TimeSpan MaximumLeaseAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far the clocks of servers may differ.</summary>
    public TimeSpan ClockMargin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often segments that were added, suspended or retired are looked for in the store.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A segment whose numbers run out sooner is warned of.</summary>
    public TimeSpan ForecastWarning { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Where leases are witnessed.</summary>
    public WitnessSettings Witness { get; init; } = new();

    /// <summary>If no number is free: fail, or mask only.</summary>
    public Shortage Exhausted { get; init; } = Shortage.Fail;
}

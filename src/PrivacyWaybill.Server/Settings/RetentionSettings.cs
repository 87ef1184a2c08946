namespace PrivacyWaybill.Server.Settings;

/// <summary>Counting and collecting records whose time is over.</summary>
public sealed class RetentionSettings
{
    /// <summary>How often one of the servers walks over the store; zero: never.</summary>
    public TimeSpan CensusInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often records are deleted whose time has come.</summary>
    public TimeSpan CollectInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after its time a record is deleted; at least <see cref="NumberSettings.ClockMargin"/>. None: an hour, or that margin if it is more.</summary>
    public TimeSpan? Margin { get; init; }

    /// <summary>Most records looked at a second by the census.</summary>
    public int KeysPerSecond { get; init; } = 5_000;
}

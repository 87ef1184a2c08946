namespace PrivacyWaybill.Engine.Retention;

/// <summary>How records are counted and collected.</summary>
public sealed record RetentionOptions
{
    /// <summary>How often the store is walked over, by whichever of its servers comes first.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Most records looked at a second.</summary>
    public int KeysPerSecond { get; init; } = 5_000;

    /// <summary>How late a record is deleted after its time.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the store may take to answer.</summary>
    public TimeSpan StoreDeadline { get; init; } = TimeSpan.FromSeconds(3);
}

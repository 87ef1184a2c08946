namespace PrivacyWaybill.Server.Settings;

/// <summary>The journal of changes, from which ExportChanges is told.</summary>
public sealed class ChangeSettings
{
    /// <summary>Whether a journal is kept: one more command a batch. The same on all servers of a store.</summary>
    public bool Export { get; init; }

    /// <summary>How long changes can be exported.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How old a change must be to be exported; none: as young as clocks and the store's timeout allow.</summary>
    public TimeSpan? SettleAfter { get; init; }
}

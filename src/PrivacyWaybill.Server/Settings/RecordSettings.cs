namespace PrivacyWaybill.Server.Settings;

/// <summary>Sealed records.</summary>
public sealed class RecordSettings
{
    /// <summary>How long a record is kept after its last write.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(120);
}

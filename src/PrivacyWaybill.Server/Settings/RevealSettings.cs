namespace PrivacyWaybill.Server.Settings;

/// <summary>Reveals.</summary>
public sealed class RevealSettings
{
    /// <summary>Most waybills a credential may reveal a minute on this server.</summary>
    public int PerMinute { get; init; } = 600_000;
}

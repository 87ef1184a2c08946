namespace PrivacyWaybill.Server.Settings;

/// <summary>What mappings are sealed with.</summary>
public sealed class KeySettings
{
    /// <summary>The key ring file (<c>pw keys new ring</c>). Needed unless the store is embedded and in memory.</summary>
    public string? File { get; init; }
}

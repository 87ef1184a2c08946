using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Settings;

/// <summary>Where mappings live.</summary>
public sealed class StoreSettings
{
    /// <summary>Connection string of a Redis 7 or Valkey. Without one the store is embedded in the process.</summary>
    public string? Connection { get; init; }

    /// <summary>Folder of the embedded store; without one it lives in memory and ends with the process.</summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// Makes the embedded store's folder a new store, once: with a folder that holds one already the server does not start.
    /// </summary>
    public bool Initialise { get; init; }

    /// <summary>If the store cannot be reached: fail, or mask only.</summary>
    public Shortage Outage { get; init; } = Shortage.Fail;

    /// <summary>What acknowledged means: <c>memory</c> or <c>fsynced</c> (verified at start).</summary>
    public string Durability { get; init; } = "memory";

    /// <summary>How long a batch waits for the store before its outcome counts as unknown.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}

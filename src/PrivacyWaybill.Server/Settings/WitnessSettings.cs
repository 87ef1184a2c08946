namespace PrivacyWaybill.Server.Settings;

/// <summary>Where leases of numbers are witnessed outside the store.</summary>
public sealed class WitnessSettings
{
    /// <summary>A folder that survives the store; servers may share it. Null: leases are not witnessed.</summary>
    public string? Directory { get; init; }

    /// <summary>This server's id, which stays when it is restarted. Needed with a folder.</summary>
    public string? Server { get; init; }

    /// <summary>The ids of all servers that lease numbers from the store: without a witness of each nothing is mended.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];
}

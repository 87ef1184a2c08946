namespace PrivacyWaybill.Server.Settings;

/// <summary>Who may call.</summary>
public sealed class CredentialSettings
{
    /// <summary>The API key file. Without one the server listens on loopback only and lets every caller do everything.</summary>
    public string? File { get; init; }
}

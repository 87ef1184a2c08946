namespace PrivacyWaybill.Server.Hosting;

/// <summary>What the hosting side of the server logs.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Information, "PrivacyWaybill {Version} starts, masking rules {RuleSetVersion}")]
    public static partial void Starting(ILogger logger, string version, string ruleSetVersion);

    [LoggerMessage(2, LogLevel.Warning, "No API key file (Credentials:File): listening on loopback only, and every caller may do everything")]
    public static partial void NoCredentials(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "No certificate (Listen:Certificate): API keys, waybills and originals go over the network unencrypted. Set Listen:Certificate, or, behind a proxy that ends TLS, Listen:Address to the address that it reaches alone, 127.0.0.1 if it runs here")]
    public static partial void ClearText(ILogger logger);
}

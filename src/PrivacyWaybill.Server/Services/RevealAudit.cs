using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// Who read whose originals: one entry a call, written before it is answered, in a log category of its own
/// (<c>PrivacyWaybill.Audit</c>). It names credential, operator, device and purpose, and the count; nobody whose data it is.
/// </summary>
internal sealed partial class RevealAudit(ILoggerFactory loggers)
{
    /// <summary>The log category; pinned at Information.</summary>
    public const string Category = "PrivacyWaybill.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public void Write(Caller caller, RevealContext context, int asked, int revealed) =>
        Entry(_logger, caller.CredentialId, caller.Tenant, context.OperatorId, context.DeviceId, context.Purpose, asked, revealed);

    [LoggerMessage(1, LogLevel.Information, "reveal credential={Credential} tenant={Tenant} operator={Operator} device={Device} purpose={Purpose} asked={Asked} revealed={Revealed}")]
    private static partial void Entry(ILogger logger, string credential, string tenant, string @operator, string device, RevealPurpose purpose, int asked, int revealed);
}

using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// Who erased, and how much: one entry a call, written before it is answered, in the category of <see cref="RevealAudit"/>.
/// It names the credential and counts; nobody whose data it was.
/// </summary>
internal sealed partial class ErasureAudit(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(RevealAudit.Category);

    public void Write(Caller caller, int asked, int erased) => Entry(_logger, caller.CredentialId, caller.Tenant, asked, erased);

    [LoggerMessage(2, LogLevel.Information, "erase credential={Credential} tenant={Tenant} asked={Asked} erased={Erased}")]
    private static partial void Entry(ILogger logger, string credential, string tenant, int asked, int erased);
}

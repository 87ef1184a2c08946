using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// Who erased, and how much: one entry a call, written before it is answered, in the category of <see cref="RevealAudit"/>.
/// It names credential and operator, and counts; nobody whose data it was.
/// </summary>
internal sealed partial class ErasureAudit(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(RevealAudit.Category);

    public void Write(Caller caller, string operatorId, int asked, int erased) => Entry(_logger, caller.CredentialId, caller.Tenant, operatorId, asked, erased);

    [LoggerMessage(2, LogLevel.Information, "erase credential={Credential} tenant={Tenant} operator={Operator} asked={Asked} erased={Erased}")]
    private static partial void Entry(ILogger logger, string credential, string tenant, string @operator, int asked, int erased);
}

using Grpc.Core;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>What is stored of shipments as a whole.</summary>
internal sealed class RecordGrpcService(ErasureDesk erasures, CallGuard guard, ErasureAudit audit) : RecordService.RecordServiceBase
{
    public override async Task<EraseShipmentsResponse> EraseShipments(EraseShipmentsRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Erase);
        if (request.Shipments.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("shipments", "must be 1 to 1,000");
        var answers = await erasures.EraseAsync(caller, request.Shipments);
        audit.Write(caller, answers.Length, answers.Count(static a => a.Found == Found.Yes));
        return new EraseShipmentsResponse { Results = { answers.Select(static a => new ErasureResult { Code = Code(a.Found), Version = a.Version }) } };
    }

    private static ErasureCode Code(Found found) => found switch
    {
        Found.Yes => ErasureCode.Ok,
        Found.InvalidReference => ErasureCode.InvalidReference,
        Found.No => ErasureCode.NotFound,
        Found.Unreadable => ErasureCode.UnreadableRecord,
        _ => ErasureCode.Unavailable,
    };
}

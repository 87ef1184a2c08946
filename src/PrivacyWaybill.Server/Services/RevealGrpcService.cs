using Grpc.Core;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Originals for those entitled: role, context, quota, audit, and only then the answer.</summary>
internal sealed class RevealGrpcService(RevealDesk desk, CallGuard guard, RevealQuota quota, RevealAudit audit) : RevealService.RevealServiceBase
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    public override async Task<RevealResponse> Reveal(RevealRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Reveal);
        Check(request.Context);
        if (request.Target is null) throw RpcErrors.Invalid("target", "must be set");
        quota.Take(caller, 1);
        var answer = (await desk.RevealAsync(caller, [request.Target]))[0];
        audit.Write(caller, request.Context, 1, answer.Found == Found.Yes ? 1 : 0);
        Answers.ThrowUnlessFound(answer.Found, RetryDelay);
        return new RevealResponse { Originals = answer.Originals };
    }

    public override async Task<BatchRevealResponse> BatchReveal(BatchRevealRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Reveal);
        Check(request.Context);
        if (request.Targets.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("targets", "must be 1 to 1,000");
        quota.Take(caller, request.Targets.Count);
        var answers = await desk.RevealAsync(caller, request.Targets);
        audit.Write(caller, request.Context, answers.Length, answers.Count(a => a.Found == Found.Yes));
        var response = new BatchRevealResponse();
        for (var i = 0; i < answers.Length; i++)
            response.Results.Add(new RevealResult { Code = Code(answers[i].Found), Originals = answers[i].Originals });
        return response;
    }

    private static RevealCode Code(Found found) => found switch
    {
        Found.Yes => RevealCode.Ok,
        Found.InvalidReference => RevealCode.InvalidReference,
        Found.No => RevealCode.NotFound,
        Found.Erased => RevealCode.Erased,
        Found.Unreadable => RevealCode.UnreadableRecord,
        _ => RevealCode.Unavailable,
    };

    /// <summary>Operator and device go into the audit, so they must not be able to carry a phone or a name.</summary>
    private static void Check(RevealContext? context)
    {
        if (context is null) throw RpcErrors.Invalid("context", "must be set: purpose, operator_id, device_id");
        if (context.Purpose == RevealPurpose.Unspecified || !Enum.IsDefined(context.Purpose)) throw RpcErrors.Invalid("context.purpose", "must say what the originals are for");
        if (!AuditedName.IsOperator(context.OperatorId)) throw RpcErrors.Invalid("context.operator_id", AuditedName.OperatorRemedy);
        if (!AuditedName.IsDevice(context.DeviceId)) throw RpcErrors.Invalid("context.device_id", AuditedName.DeviceRemedy);
    }
}

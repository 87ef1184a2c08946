using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Calls;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Calls: whom to connect, how they ended, and who may call whom.</summary>
internal sealed partial class VirtualNumberGrpcService
{
    private const string NumberRemedy = "must be a main number of 7 to 13 digits, with an extension of up to 6 behind it or in 'extension'";

    public override async Task<ResolveCallResponse> ResolveCall(ResolveCallRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Resolve);
        if (!NumberText.TryParse(request.CalledNumber, request.Extension, out var number)) throw RpcErrors.Invalid("called_number", NumberRemedy);
        var call = (await calls.ResolveAsync(caller, [new IncomingCall(number, request.CallerNumber)]))[0];
        ThrowUnlessFound(call.Found);
        return Answer(call);
    }

    public override async Task<BatchResolveCallsResponse> BatchResolveCalls(BatchResolveCallsRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Resolve);
        if (request.Calls.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("calls", "must be 1 to 1,000");
        var incoming = new List<IncomingCall>(request.Calls.Count);
        var isNumber = new bool[request.Calls.Count];
        for (var c = 0; c < isNumber.Length; c++)
        {
            isNumber[c] = NumberText.TryParse(request.Calls[c].CalledNumber, request.Calls[c].Extension, out var number);
            if (isNumber[c]) incoming.Add(new IncomingCall(number, request.Calls[c].CallerNumber));
        }
        var resolved = await calls.ResolveAsync(caller, incoming);
        var response = new BatchResolveCallsResponse();
        var next = 0;
        foreach (var isOne in isNumber)
            response.Answers.Add(isOne ? Answer(resolved[next++]) : new ResolveCallResponse { Answer = CallAnswer.Unknown, Reason = CallReason.NotANumber });
        return response;
    }

    public override async Task<ReportCallResponse> ReportCall(ReportCallRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Resolve);
        if (EndedCalls.FindFault(request, out var ended) is { } fault) throw RpcErrors.Invalid(fault.Field, fault.Remedy);
        var response = (await calls.ReportAsync(caller, [ended]))[0];
        if (response.Code == CallReportCode.Unavailable) throw RpcErrors.Unavailable(RetryDelay);
        EndedCalls.Count(request, response.Code);
        return response;
    }

    public override async Task<BatchReportCallsResponse> BatchReportCalls(BatchReportCallsRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Resolve);
        if (request.Reports.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("reports", "must be 1 to 1,000");
        var ended = new List<EndedCall>(request.Reports.Count);
        var isReport = new bool[request.Reports.Count];
        for (var r = 0; r < isReport.Length; r++)
        {
            isReport[r] = EndedCalls.FindFault(request.Reports[r], out var call) is null;
            if (isReport[r]) ended.Add(call);
        }
        var reported = await calls.ReportAsync(caller, ended);
        var response = new BatchReportCallsResponse();
        var next = 0;
        for (var r = 0; r < isReport.Length; r++)
        {
            var result = isReport[r] ? reported[next++] : new ReportCallResponse { Code = CallReportCode.Invalid };
            EndedCalls.Count(request.Reports[r], result.Code);
            response.Results.Add(result);
        }
        return response;
    }

    public override async Task<BindCallPairResponse> BindCallPair(BindCallPairRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Resolve);
        var longest = settings.Calls.LongestPairValidity;
        if (request.ValidFor is { } asked && (asked.Seconds < 60 || asked.Seconds > (long)longest.TotalSeconds || asked.Nanos is < 0 or > 999_999_999))
            throw RpcErrors.Invalid("valid_for", "must be 60 seconds to the server's longest (Calls:LongestPairValidity)");
        var validFor = request.ValidFor is null ? longest : TimeSpan.FromSeconds(request.ValidFor.Seconds);
        var answer = await pairs.BindAsync(caller, new PairWish(request.Shipment, request.Party, request.CourierPhone, validFor, request.Extend));
        PairErrors.ThrowUnlessBound(answer, RetryDelay);
        return new BindCallPairResponse
        {
            MainNumber = answer.MainNumber.ToString(),
            ExpireTime = new Timestamp { Seconds = answer.ExpiresAt },
            Replayed = answer.IsReplay,
        };
    }

    private static ResolveCallResponse Answer(CallResolution call)
    {
        var response = call.Found switch
        {
            Found.Yes => new ResolveCallResponse { Answer = call.Answer, Reason = call.Reason, OpenTime = call.OpensAt?.ToTimestamp() },
            Found.Unreadable => new ResolveCallResponse { Answer = CallAnswer.Unavailable, Reason = CallReason.RecordUnreadable },
            _ => new ResolveCallResponse { Answer = CallAnswer.Unavailable, Reason = CallReason.StoreUnavailable },
        };
        CallMeter.Resolved(response.Answer, response.Reason);
        if (response.Answer != CallAnswer.Active) return response;
        response.ConnectTo = call.ConnectTo;
        response.DisplayNumber = call.Display;
        response.Party = call.Party;
        response.ExpireTime = new Timestamp { Seconds = call.ExpiresAt };
        return response;
    }
}

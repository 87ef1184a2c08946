using Grpc.Core;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>The main road: batches of waybills in, privacy waybills out.</summary>
internal sealed class MaskingGrpcService(
    BatchPipeline pipeline, BatchPool pool, CallGuard guard, EngineOptions options, ServerSettings settings, BatchStream streams)
{
    public Task MaskWaybills(IAsyncStreamReader<WaybillBatch> requests, IServerStreamWriter<StreamAnswer> responses, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Mask);
        return streams.RunAsync(requests, new MaskingWork(pipeline, pool, caller, Hello.Of(settings, options), settings.Stream.BatchesInFlight, responses));
    }

    public async Task<WaybillBatch> MaskWaybill(WaybillBatch request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Mask);
        if (request.Code != BatchCode.Ok) throw RpcErrors.Invalid("waybill", request.Remedy);
        await pipeline.RunAsync(request, caller, context.CancellationToken);
        if (ErrorOf(request) is not { } error) return request;
        // What is answered goes back when it is written.
        pool.Return(request);
        throw error;
    }

    private static RpcException? ErrorOf(WaybillBatch answer) => answer.Items[0] switch
    {
        // The error is about a field if the store answers, and no segment issues numbers.
        { Code: ItemCode.Unavailable, Field.Length: > 0 } item => RpcErrors.NumbersUnavailable(item.Remedy, answer.RetryDelay),
        { Code: ItemCode.Unavailable } => RpcErrors.Unavailable(answer.RetryDelay),
        { Code: ItemCode.NumbersExhausted } => RpcErrors.Exhausted(answer.RetryDelay),
        _ => null,
    };
}

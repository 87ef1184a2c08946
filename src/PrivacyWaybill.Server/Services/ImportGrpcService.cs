using Grpc.Core;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Numbers of other number clouds, brought in with their parties.</summary>
internal sealed class ImportGrpcService(BatchPipeline pipeline, BatchPool pool, BatchStream streams, CallGuard guard) : ImportService.ImportServiceBase
{
    public override Task ImportBindings(IAsyncStreamReader<ImportBindingsRequest> requests, IServerStreamWriter<ImportBindingsResponse> responses, ServerCallContext context) =>
        streams.RunAsync(requests, new ImportWork(pipeline, pool, guard.Require(context, Roles.Import), responses));
}

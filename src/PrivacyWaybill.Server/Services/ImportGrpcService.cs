using Grpc.Core;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Numbers of other number clouds, brought in with their parties.</summary>
internal sealed class ImportGrpcService(ImportStream imports, CallGuard guard) : ImportService.ImportServiceBase
{
    public override Task ImportBindings(IAsyncStreamReader<ImportBindingsRequest> requests, IServerStreamWriter<ImportBindingsResponse> responses, ServerCallContext context) =>
        imports.RunAsync(requests, responses, guard.Require(context, Roles.Import));
}

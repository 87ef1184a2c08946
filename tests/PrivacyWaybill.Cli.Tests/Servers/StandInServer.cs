using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Tests.Servers;

/// <summary>
/// The other end of the line: a real gRPC server on a real port that keeps what was asked and answers what the test
/// says. What the true server answers is tested end to end elsewhere; here it is the client that is looked at.
/// </summary>
internal sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StandInServer(WebApplication application) => _application = application;

    public string Url => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>What was asked, and with which credentials.</summary>
    public ConcurrentQueue<(IMessage Request, string? Authorization)> Asked { get; } = [];

    /// <summary>The answer to a question.</summary>
    public Func<IMessage, IMessage> Answer { get; set; } = static _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "no answer"));

    /// <summary>The answers to a question that is answered in parts; one that throws breaks off there.</summary>
    public Func<IMessage, IEnumerable<IMessage>> Parts { get; set; } = static _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "no answer"));

    /// <summary>Ends the latest stream without a word.</summary>
    public Action Break { get; private set; } = static () => { };

    /// <summary>What a stream does.</summary>
    public Func<IAsyncStreamReader<MaskWaybillsRequest>, IServerStreamWriter<MaskWaybillsResponse>, Task> Stream { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>What a stream of imports does.</summary>
    public Func<IAsyncStreamReader<ImportBindingsRequest>, IServerStreamWriter<ImportBindingsResponse>, Task> Import { get; set; } = static (_, _) => Task.CompletedTask;

    public static async Task<StandInServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, static l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(static o => o.MaxReceiveMessageSize = 16 << 20);
        StandInServer? server = null;
        builder.Services.AddSingleton(_ => server!);
        var application = builder.Build();
        server = new StandInServer(application);
        application.MapGrpcService<Masking>();
        application.MapGrpcService<Numbers>();
        application.MapGrpcService<Reveals>();
        application.MapGrpcService<Records>();
        application.MapGrpcService<Imports>();
        application.MapGrpcService<Pools>();
        application.MapGrpcService<HealthOf>();
        await application.StartAsync();
        return server;
    }

    /// <summary>A call error as the contract writes them.</summary>
    public static RpcException Error(Code code, string message, params IMessage[] details) =>
        new Google.Rpc.Status { Code = (int)code, Message = message, Details = { details.Select(Any.Pack) } }.ToRpcException();

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private Task<T> Ask<T>(IMessage request, ServerCallContext context) where T : IMessage
    {
        Asked.Enqueue((request, context.RequestHeaders.GetValue("authorization")));
        return Task.FromResult((T)Answer(request));
    }

    private async Task Ask<T>(IMessage request, IServerStreamWriter<T> responses, ServerCallContext context) where T : IMessage
    {
        Asked.Enqueue((request, context.RequestHeaders.GetValue("authorization")));
        foreach (var part in Parts(request)) await responses.WriteAsync((T)part);
    }

    private sealed class Masking(StandInServer server) : WaybillMaskingService.WaybillMaskingServiceBase
    {
        public override Task MaskWaybills(IAsyncStreamReader<MaskWaybillsRequest> requestStream, IServerStreamWriter<MaskWaybillsResponse> responseStream, ServerCallContext context)
        {
            server.Asked.Enqueue((new Empty(), context.RequestHeaders.GetValue("authorization")));
            server.Break = context.GetHttpContext().Abort;
            return server.Stream(requestStream, responseStream);
        }
    }

    private sealed class Numbers(StandInServer server) : VirtualNumberService.VirtualNumberServiceBase
    {
        public override Task<ResolveCallResponse> ResolveCall(ResolveCallRequest request, ServerCallContext context) => server.Ask<ResolveCallResponse>(request, context);

        public override Task<LookUpNumberResponse> LookUpNumber(LookUpNumberRequest request, ServerCallContext context) => server.Ask<LookUpNumberResponse>(request, context);

        public override Task<ExtendNumberResponse> ExtendNumber(ExtendNumberRequest request, ServerCallContext context) => server.Ask<ExtendNumberResponse>(request, context);

        public override Task<ReleaseNumberResponse> ReleaseNumber(ReleaseNumberRequest request, ServerCallContext context) => server.Ask<ReleaseNumberResponse>(request, context);

        public override Task<BindCallPairResponse> BindCallPair(BindCallPairRequest request, ServerCallContext context) => server.Ask<BindCallPairResponse>(request, context);

        public override Task<ReportCallResponse> ReportCall(ReportCallRequest request, ServerCallContext context) => server.Ask<ReportCallResponse>(request, context);

        public override Task<GetPoolStatusResponse> GetPoolStatus(GetPoolStatusRequest request, ServerCallContext context) => server.Ask<GetPoolStatusResponse>(request, context);
    }

    private sealed class Reveals(StandInServer server) : RevealService.RevealServiceBase
    {
        public override Task<RevealResponse> Reveal(RevealRequest request, ServerCallContext context) => server.Ask<RevealResponse>(request, context);
    }

    private sealed class Records(StandInServer server) : RecordService.RecordServiceBase
    {
        public override Task<EraseShipmentsResponse> EraseShipments(EraseShipmentsRequest request, ServerCallContext context) => server.Ask<EraseShipmentsResponse>(request, context);

        public override Task<GetRetentionReportResponse> GetRetentionReport(GetRetentionReportRequest request, ServerCallContext context) => server.Ask<GetRetentionReportResponse>(request, context);

        public override Task ExportChanges(ExportChangesRequest request, IServerStreamWriter<ExportChangesResponse> responseStream, ServerCallContext context) =>
            server.Ask(request, responseStream, context);
    }

    private sealed class Pools(StandInServer server) : NumberPoolService.NumberPoolServiceBase
    {
        public override Task<AddSegmentResponse> AddSegment(AddSegmentRequest request, ServerCallContext context) => server.Ask<AddSegmentResponse>(request, context);

        public override Task<SuspendSegmentResponse> SuspendSegment(SuspendSegmentRequest request, ServerCallContext context) => server.Ask<SuspendSegmentResponse>(request, context);

        public override Task<ResumeSegmentResponse> ResumeSegment(ResumeSegmentRequest request, ServerCallContext context) => server.Ask<ResumeSegmentResponse>(request, context);

        public override Task<RetireSegmentResponse> RetireSegment(RetireSegmentRequest request, ServerCallContext context) => server.Ask<RetireSegmentResponse>(request, context);

        public override Task ListAffectedShipments(ListAffectedShipmentsRequest request, IServerStreamWriter<ListAffectedShipmentsResponse> responseStream, ServerCallContext context) =>
            server.Ask(request, responseStream, context);
    }

    private sealed class Imports(StandInServer server) : ImportService.ImportServiceBase
    {
        public override Task ImportBindings(IAsyncStreamReader<ImportBindingsRequest> requestStream, IServerStreamWriter<ImportBindingsResponse> responseStream, ServerCallContext context)
        {
            server.Asked.Enqueue((new Empty(), context.RequestHeaders.GetValue("authorization")));
            return server.Import(requestStream, responseStream);
        }
    }

    private sealed class HealthOf(StandInServer server) : Health.HealthBase
    {
        public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => server.Ask<HealthCheckResponse>(request, context);
    }
}

using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>One connection to a server, and the clients of its services. With an API key, every call carries it.</summary>
public sealed class ServerClients : IDisposable
{
    private readonly GrpcChannel _channel;

    public ServerClients(Uri address, string? apiKey = null, HttpMessageHandler? handler = null)
    {
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler });
        Invoker = apiKey is null
            ? _channel.CreateCallInvoker()
            : _channel.Intercept(metadata =>
            {
                metadata.Add("authorization", $"Bearer {apiKey}");
                return metadata;
            });
        Masking = new(Invoker);
        Numbers = new(Invoker);
        Pools = new(Invoker);
        Reveals = new(Invoker);
        Records = new(Invoker);
        Imports = new(Invoker);
        Health = new(Invoker);
    }

    public CallInvoker Invoker { get; }

    public WaybillMaskingService.WaybillMaskingServiceClient Masking { get; }

    public VirtualNumberService.VirtualNumberServiceClient Numbers { get; }

    public NumberPoolService.NumberPoolServiceClient Pools { get; }

    public RevealService.RevealServiceClient Reveals { get; }

    public RecordService.RecordServiceClient Records { get; }

    public ImportService.ImportServiceClient Imports { get; }

    public Health.HealthClient Health { get; }

    /// <summary>Masks one waybill on a stream of its own.</summary>
    public async Task<WaybillResult> MaskAsync(Waybill waybill) => (await MaskBatchAsync(waybill)).Results.Single();

    /// <summary>Masks one batch on a stream of its own.</summary>
    public async Task<BatchResult> MaskBatchAsync(params IEnumerable<Waybill> waybills)
    {
        await using var stream = await MaskingStream.OpenAsync(this);
        return await stream.SendAsync(waybills);
    }

    public async Task<ResolveCallResponse> ResolveAsync(VirtualNumber number) =>
        await Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = number.Display, CallerNumber = "13000000000" });

    public async Task<HealthCheckResponse.Types.ServingStatus> HealthOfAsync(string capability) =>
        (await Health.CheckAsync(new HealthCheckRequest { Service = capability })).Status;

    public void Dispose() => _channel.Dispose();
}

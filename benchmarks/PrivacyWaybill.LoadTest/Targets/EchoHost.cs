using System.Net;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>
/// What the transport costs by itself: the same stream of the same batches, sent back as they came, through an ordinary
/// grpc-dotnet service; as objects of the generated classes, or as bytes. It runs as a process of its own.
/// </summary>
internal static class EchoHost
{
    private const string Service = "privacywaybill.v1.WaybillMaskingService", Method = "MaskWaybills";

    /// <summary>Serves until the process is killed; writes <c>listening on URI</c> first.</summary>
    /// <param name="asBytes">Whether messages stay bytes.</param>
    public static async Task RunAsync(bool asBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, static l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(static o => o.MaxReceiveMessageSize = null);
        if (asBytes) builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<Echo>, BytesMethod>());
        else builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<Echo>, GeneratedMethod>());
        await using var application = builder.Build();
        application.MapGrpcService<Echo>();
        await application.StartAsync();
        Console.WriteLine($"listening on {application.Urls.Single()}");
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task ReturnAsync<T>(IAsyncStreamReader<T> requests, IServerStreamWriter<T> responses)
    {
        while (await requests.MoveNext(CancellationToken.None)) await responses.WriteAsync(requests.Current);
    }

    private sealed class Echo;

    private sealed class GeneratedMethod : IServiceMethodProvider<Echo>
    {
        private static readonly Marshaller<MaskWaybillsRequest> s_marshaller = new(
            static (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                Google.Protobuf.MessageExtensions.WriteTo(message, context.GetBufferWriter());
                context.Complete();
            },
            static context => MaskWaybillsRequest.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Echo> context) => context.AddDuplexStreamingMethod(
            new Method<MaskWaybillsRequest, MaskWaybillsRequest>(MethodType.DuplexStreaming, Service, Method, s_marshaller, s_marshaller), [],
            static (_, requests, responses, _) => ReturnAsync(requests, responses));
    }

    private sealed class BytesMethod : IServiceMethodProvider<Echo>
    {
        private static readonly Marshaller<byte[]> s_marshaller = Marshallers.Create(static b => b, static b => b);

        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Echo> context) => context.AddDuplexStreamingMethod(
            new Method<byte[], byte[]>(MethodType.DuplexStreaming, Service, Method, s_marshaller, s_marshaller), [],
            static (_, requests, responses, _) => ReturnAsync(requests, responses));
    }
}

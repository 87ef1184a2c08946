using Grpc.Core;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>A stream on which any bytes can be sent as a message.</summary>
public sealed class RawStream : IDisposable
{
    private static readonly Method<byte[], MaskWaybillsResponse> Method = new(
        MethodType.DuplexStreaming, "privacywaybill.v1.WaybillMaskingService", "MaskWaybills",
        Marshallers.Create(static bytes => bytes, static bytes => bytes), Marshallers.Create(static _ => throw new NotSupportedException(), MaskWaybillsResponse.Parser.ParseFrom));

    private readonly AsyncDuplexStreamingCall<byte[], MaskWaybillsResponse> _call;

    private RawStream(AsyncDuplexStreamingCall<byte[], MaskWaybillsResponse> call) => _call = call;

    public static async Task<RawStream> OpenAsync(ServerClients clients)
    {
        var call = clients.Invoker.AsyncDuplexStreamingCall(Method, null, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2)));
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return new RawStream(call);
    }

    /// <exception cref="RpcException">The server ended the stream.</exception>
    public async Task<BatchResult> SendAsync(byte[] message)
    {
        try
        {
            await _call.RequestStream.WriteAsync(message);
        }
        catch (RpcException)
        {
            // Broken off; the server's reason is what the reading end gets.
        }
        Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None), "the stream ended");
        return _call.ResponseStream.Current.Batch;
    }

    public void Dispose() => _call.Dispose();
}

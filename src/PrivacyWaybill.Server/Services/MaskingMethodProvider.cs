using System.Buffers;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// Binds <c>WaybillMaskingService</c> to batches instead of generated messages: the marshaller is the wire codec, so a
/// message that cannot be read becomes a refused batch, not a broken stream.
/// </summary>
internal sealed class MaskingMethodProvider(IBatchCodec codec, BatchPool pool) : IServiceMethodProvider<MaskingGrpcService>
{
    private const string Name = "privacywaybill.v1.WaybillMaskingService";

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<MaskingGrpcService> context)
    {
        var batches = new Marshaller<WaybillBatch>(
            static (_, _) => throw new NotSupportedException("requests are only read"),
            call => Read(call, codec.ReadBatch));
        var answers = new Marshaller<StreamAnswer>(
            Write,
            static (DeserializationContext _) => throw new NotSupportedException("responses are only written"));
        context.AddDuplexStreamingMethod(
            new Method<WaybillBatch, StreamAnswer>(MethodType.DuplexStreaming, Name, "MaskWaybills", batches, answers),
            [],
            static (service, requests, responses, call) => service.MaskWaybills(requests, responses, call));

        var single = new Marshaller<WaybillBatch>(WriteSingle, call => Read(call, codec.ReadSingle));
        context.AddUnaryMethod(
            new Method<WaybillBatch, WaybillBatch>(MethodType.Unary, Name, "MaskWaybill", single, single),
            [],
            static (service, request, call) => service.MaskWaybill(request, call));
    }

    private WaybillBatch Read(DeserializationContext call, Action<ReadOnlySequence<byte>, WaybillBatch> read)
    {
        var batch = pool.Rent();
        read(call.PayloadAsReadOnlySequence(), batch);
        return batch;
    }

    private void Write(StreamAnswer answer, SerializationContext call)
    {
        if (answer.Batch is { } batch)
        {
            codec.WriteBatch(batch);
            Send(batch.Answer.Written, call);
        }
        else
        {
            new MaskWaybillsResponse { Hello = answer.Hello }.WriteTo(call.GetBufferWriter());
            call.Complete();
        }
    }

    private void WriteSingle(WaybillBatch batch, SerializationContext call)
    {
        codec.WriteSingle(batch);
        Send(batch.Answer.Written, call);
        pool.Return(batch);
    }

    private static void Send(ReadOnlySpan<byte> message, SerializationContext call)
    {
        // With the length told first, the message goes into the connection's own buffers; without, into an array made for it.
        call.SetPayloadLength(message.Length);
        call.GetBufferWriter().Write(message);
        call.Complete();
    }
}

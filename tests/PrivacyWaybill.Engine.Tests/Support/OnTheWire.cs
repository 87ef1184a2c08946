using System.Buffers;
using Google.Protobuf;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Between messages and batches, without a pipeline.</summary>
internal sealed class OnTheWire(IBatchCodec codec)
{
    private static readonly OnTheWire s_default = new(new WireBatchCodec());

    /// <summary>The codec.</summary>
    public IBatchCodec Codec => codec;

    /// <summary>A batch as the server's codec reads it from a request.</summary>
    public static WaybillBatch Take(params Waybill[] waybills) => s_default.Read(waybills);

    /// <summary>A batch as the server's codec reads it from a message.</summary>
    public static WaybillBatch Take(byte[] message) => s_default.Read(message);

    /// <summary>A batch as the codec reads it from a request.</summary>
    public WaybillBatch Read(params Waybill[] waybills) => Read(new MaskWaybillsRequest { BatchId = 7, Waybills = { waybills } }.ToByteArray());

    /// <summary>A batch as the codec reads it from a message.</summary>
    public WaybillBatch Read(byte[] message)
    {
        var batch = new WaybillBatch();
        codec.ReadBatch(new ReadOnlySequence<byte>(message), batch);
        return batch;
    }

    /// <summary>The codec's answer.</summary>
    public byte[] Write(WaybillBatch batch)
    {
        codec.WriteBatch(batch);
        return batch.Answer.Written.ToArray();
    }

    /// <summary>The result that the codec's answer holds.</summary>
    public BatchResult Result(WaybillBatch batch) => MaskWaybillsResponse.Parser.ParseFrom(Write(batch)).Batch;
}

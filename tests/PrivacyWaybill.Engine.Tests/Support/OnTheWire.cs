using System.Buffers;
using Google.Protobuf;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Between messages and batches, without a pipeline.</summary>
internal static class OnTheWire
{
    public static GeneratedBatchCodec Codec { get; } = new();

    /// <summary>A batch as the codec reads it from a request.</summary>
    public static WaybillBatch Read(params Waybill[] waybills) => Read(new MaskWaybillsRequest { BatchId = 7, Waybills = { waybills } }.ToByteArray());

    /// <summary>A batch as the codec reads it from a message.</summary>
    public static WaybillBatch Read(byte[] message)
    {
        var batch = new WaybillBatch();
        Codec.ReadBatch(new ReadOnlySequence<byte>(message), batch);
        return batch;
    }

    /// <summary>The codec's answer.</summary>
    public static byte[] Write(WaybillBatch batch)
    {
        var output = new ArrayBufferWriter<byte>();
        Codec.WriteBatch(batch, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The result that the codec's answer holds.</summary>
    public static BatchResult Result(WaybillBatch batch) => MaskWaybillsResponse.Parser.ParseFrom(Write(batch)).Batch;

    /// <summary>Puts a text in the place of what came in.</summary>
    public static void SetInput(this WaybillBatch batch, int item, TextField field, ReadOnlySpan<byte> text) => text.CopyTo(batch.AddInput(item, field, text.Length));

    /// <summary>Puts a text into the result.</summary>
    public static void SetOutput(this WaybillBatch batch, int item, TextField field, ReadOnlySpan<byte> text)
    {
        text.CopyTo(batch.OutputRoom(text.Length));
        batch.Commit(item, field, text.Length);
    }

    /// <summary>Adds a run to the output.</summary>
    public static Slice AddOutput(this WaybillBatch batch, ReadOnlySpan<byte> text)
    {
        text.CopyTo(batch.OutputRoom(text.Length));
        return batch.Commit(text.Length);
    }
}

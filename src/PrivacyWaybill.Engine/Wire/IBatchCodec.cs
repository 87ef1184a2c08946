using System.Buffers;
using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>
/// Reads requests into batches and writes batches as responses, on the wire format of <c>privacywaybill.v1</c>. The
/// seam between the contract and the pipeline: nothing behind it knows protobuf messages.
/// </summary>
public interface IBatchCodec
{
    /// <summary>
    /// Reads a <c>MaskWaybillsRequest</c>. A message that is not one, or is over the limits of a batch, makes a refused
    /// batch; no input throws.
    /// </summary>
    void ReadBatch(ReadOnlySequence<byte> message, WaybillBatch batch);

    /// <summary>Reads a <c>MaskWaybillRequest</c> into a batch of one.</summary>
    void ReadSingle(ReadOnlySequence<byte> message, WaybillBatch batch);

    /// <summary>Writes a <c>MaskWaybillsResponse</c> with the batch's result into <see cref="WaybillBatch.Answer"/>.</summary>
    void WriteBatch(WaybillBatch batch);

    /// <summary>Writes a <c>MaskWaybillResponse</c> with the result of a batch of one into <see cref="WaybillBatch.Answer"/>.</summary>
    void WriteSingle(WaybillBatch batch);
}

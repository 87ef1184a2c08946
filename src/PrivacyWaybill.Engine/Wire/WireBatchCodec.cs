using System.Buffers;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>
/// The codec over the wire format itself: one copy of the message, of which texts are slices, and no object or string on
/// the way in or out. It reads what <see cref="GeneratedBatchCodec"/> reads, refuses what that refuses, and writes the same
/// bytes.
/// </summary>
public sealed class WireBatchCodec : IBatchCodec
{
    private const uint BatchId = MaskWaybillsRequest.BatchIdFieldNumber << 3 | WireReader.Number;
    private const uint Waybills = MaskWaybillsRequest.WaybillsFieldNumber << 3 | WireReader.Delimited;
    private const uint Single = MaskWaybillRequest.WaybillFieldNumber << 3 | WireReader.Delimited;

    /// <inheritdoc/>
    public void ReadBatch(ReadOnlySequence<byte> message, WaybillBatch batch)
    {
        if (!TryTake(message, batch, out var bytes)) return;
        var (count, id, isBroken) = Count(bytes);
        // Of too many all are read as well, one in the place of the other: first of all a message must be one.
        batch.Take(Math.Min(count, MessageLimits.BatchWaybills));
        if (isBroken || !TryRead(bytes, batch)) Refusals.Malformed(batch);
        else
        {
            batch.BatchId = id;
            if (count == 0) Refusals.Empty(batch);
            else if (count > MessageLimits.BatchWaybills) Refusals.TooMany(batch);
        }
    }

    /// <inheritdoc/>
    public void ReadSingle(ReadOnlySequence<byte> message, WaybillBatch batch)
    {
        if (!TryTake(message, batch, out var bytes)) return;
        batch.Take(1);
        var wire = new WireReader(bytes);
        var waybill = new WaybillReader(batch, 0);
        while (wire.Next())
        {
            if (wire.Tag == Single) waybill.Read(ref wire);
            else wire.Skip();
        }
        if (wire.IsBroken) Refusals.Malformed(batch);
    }

    /// <inheritdoc/>
    public void WriteBatch(WaybillBatch batch)
    {
        var answer = batch.Answer;
        answer.Clear();
        var message = answer.Begin(MaskWaybillsResponse.BatchFieldNumber, 3);
        answer.Number(BatchResult.BatchIdFieldNumber, batch.BatchId);
        answer.Number(BatchResult.BatchSequenceFieldNumber, batch.Sequence);
        answer.Number(BatchResult.CodeFieldNumber, (ulong)batch.Code);
        answer.Text(BatchResult.RemedyFieldNumber, batch.Remedy);
        for (var i = 0; i < batch.Count; i++) ResultWriter.Write(answer, BatchResult.ResultsFieldNumber, batch, i);
        if (batch.RetryDelay > TimeSpan.Zero) ResultWriter.Duration(answer, BatchResult.RetryDelayFieldNumber, batch.RetryDelay);
        answer.End(message);
    }

    /// <inheritdoc/>
    public void WriteSingle(WaybillBatch batch)
    {
        batch.Answer.Clear();
        ResultWriter.Write(batch.Answer, MaskWaybillResponse.ResultFieldNumber, batch, 0);
    }

    private static bool TryTake(in ReadOnlySequence<byte> message, WaybillBatch batch, out ReadOnlySpan<byte> bytes)
    {
        batch.Reset(0);
        bytes = default;
        if (message.Length > MessageLimits.MessageBytes)
        {
            Refusals.TooLarge(batch);
            return false;
        }
        bytes = batch.AddMessage(message);
        return true;
    }

    private static (int Waybills, ulong BatchId, bool IsBroken) Count(ReadOnlySpan<byte> message)
    {
        var wire = new WireReader(message);
        var (count, id) = (0, 0UL);
        while (wire.Next())
        {
            if (wire.Tag == BatchId)
            {
                id = wire.ReadNumber();
                continue;
            }
            if (wire.Tag == Waybills) count++;
            wire.Skip();
        }
        return (count, id, wire.IsBroken);
    }

    private static bool TryRead(ReadOnlySpan<byte> message, WaybillBatch batch)
    {
        var wire = new WireReader(message);
        for (var i = 0; wire.Next();)
        {
            if (wire.Tag != Waybills)
            {
                wire.Skip();
                continue;
            }
            new WaybillReader(batch, Math.Min(i++, batch.Count - 1)).Read(ref wire);
        }
        return !wire.IsBroken;
    }
}

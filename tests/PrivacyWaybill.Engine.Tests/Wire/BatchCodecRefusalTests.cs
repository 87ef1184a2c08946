using System.Buffers;
using CsCheck;
using Google.Protobuf;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

public abstract class BatchCodecRefusalTests(IBatchCodec codec)
{
    private readonly OnTheWire _wire = new(codec);

    public sealed class Generated() : BatchCodecRefusalTests(new GeneratedBatchCodec());

    public sealed class Wire() : BatchCodecRefusalTests(new WireBatchCodec());

    private static readonly byte[] Valid = new MaskWaybillsRequest
    {
        BatchId = 12,
        Waybills =
        {
            Waybills.New(w =>
            {
                w.Links = new ShipmentLinks { ReturnOf = "SF1234567890123", Piece = 2 };
                w.SenderNumber = new NumberRequest { ValidFor = new() { Seconds = 100 }, Segment = "any" };
                w.UpdateCondition = new UpdateCondition { SourceEventTime = new() { Seconds = 1 } };
            }),
            Waybills.New(),
        },
    }.ToByteArray();

    [Fact]
    public void ReadBatch_Garbage_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(bytes => AssertReadable(bytes), iter: 20_000);

    [Fact]
    public void ReadBatch_BytesOfAMessageChanged_NeverThrows() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            var bytes = Valid.ToArray();
            foreach (var (at, value) in changes) bytes[at] = value;
            AssertReadable(bytes);
        }, iter: 20_000);

    [Fact]
    public void ReadBatch_EveryTruncation_IsRefusedOrWhole()
    {
        var refused = 0;
        for (var length = 0; length < Valid.Length; length++)
            if (AssertReadable(Valid[..length]) == BatchCode.Malformed) refused++;
        Assert.True(refused > Valid.Length / 2);
    }

    [Fact]
    public void ReadBatch_SplitAnywhere_ReadsTheSame()
    {
        var whole = _wire.Read(Valid);
        for (var split = 0; split <= Valid.Length; split++)
        {
            var first = new Segment(Valid.AsMemory(0, split));
            var batch = new WaybillBatch();
            codec.ReadBatch(new ReadOnlySequence<byte>(first, 0, first.Append(Valid.AsMemory(split)), Valid.Length - split), batch);
            Assert.Equal((whole.Code, whole.BatchId, whole.Count, whole.InputLength), (batch.Code, batch.BatchId, batch.Count, batch.InputLength));
            foreach (var field in TextFields.All) Assert.True(batch.Input(1, field).SequenceEqual(whole.Input(1, field)));
        }
    }

    public static TheoryData<string, byte[], BatchCode> Refused => new()
    {
        { "no bytes", [], BatchCode.Empty },
        { "an id without waybills", [8, 9], BatchCode.Empty },
        { "end inside a tag", [0x80], BatchCode.Malformed },
        { "end inside a waybill", [0x12, 5, 0x0A], BatchCode.Malformed },
        { "field 0", [0x02, 0], BatchCode.Malformed },
        { "a text that is not UTF-8", [0x12, 4, 0x0A, 2, 0xC3, 0x28], BatchCode.Malformed },
        { "a text with a surrogate", [0x12, 5, 0x0A, 3, 0xED, 0xA0, 0x80], BatchCode.Malformed },
        { "1,001 waybills", new MaskWaybillsRequest { Waybills = { Enumerable.Repeat(new Waybill(), 1_001) } }.ToByteArray(), BatchCode.TooManyWaybills },
        { "one byte over the limit", new byte[MessageLimits.MessageBytes + 1], BatchCode.MessageTooLarge },
    };

    [Theory, MemberData(nameof(Refused))]
    public void ReadBatch_NotABatch_IsRefusedWithARemedy(string label, byte[] message, BatchCode code)
    {
        _ = label;
        var batch = _wire.Read(message);
        Assert.Equal((code, 0), (batch.Code, batch.Count));
        Assert.NotEqual("", batch.Remedy);
    }

    [Fact]
    public void ReadBatch_RefusedForItsNumberOfWaybills_KeepsItsId()
    {
        Assert.Equal(9ul, _wire.Read(new MaskWaybillsRequest { BatchId = 9 }.ToByteArray()).BatchId);
        Assert.Equal(9ul, _wire.Read(new MaskWaybillsRequest { BatchId = 9, Waybills = { Enumerable.Repeat(new Waybill(), 1_001) } }.ToByteArray()).BatchId);
    }

    [Fact]
    public void ReadBatch_AtBothLimits_IsTaken()
    {
        var request = new MaskWaybillsRequest { Waybills = { Enumerable.Repeat(new Waybill(), MessageLimits.BatchWaybills) } };
        request.Waybills[0] = new Waybill { Remark = "" };
        request.Waybills[0].Remark = new string('x', MessageLimits.MessageBytes - request.CalculateSize() - 8);
        request.Waybills[0].Remark += new string('x', MessageLimits.MessageBytes - request.CalculateSize());
        Assert.Equal(MessageLimits.MessageBytes, request.CalculateSize());
        var batch = _wire.Read(request.ToByteArray());
        Assert.Equal((BatchCode.Ok, 1_000), (batch.Code, batch.Count));
    }

    [Fact]
    public void ReadBatch_UnknownFields_AreLeftAside()
    {
        byte[] message = [.. Valid, 0xFA, 0x07, 3, 1, 2, 3];
        Assert.Equal((BatchCode.Ok, 2), _wire.Read(message) is var batch ? (batch.Code, batch.Count) : default);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 2, 0x0A }, BatchCode.Malformed)]
    [InlineData(new byte[] { 0x0A, 4, 0x0A, 2, 0xC3, 0x28 }, BatchCode.Malformed)]
    public void ReadSingle_NotARequest_IsRefused(byte[] message, BatchCode code)
    {
        var batch = new WaybillBatch();
        codec.ReadSingle(new ReadOnlySequence<byte>(message), batch);
        Assert.Equal(code, batch.Code);
    }

    private BatchCode AssertReadable(byte[] message)
    {
        var batch = _wire.Read(message);
        Assert.True(batch.Code is BatchCode.Ok or BatchCode.Malformed or BatchCode.Empty);
        Assert.Equal(batch.Code == BatchCode.Ok, batch.Count > 0);
        var single = new WaybillBatch();
        codec.ReadSingle(new ReadOnlySequence<byte>(message), single);
        Assert.Equal(single.Code == BatchCode.Ok ? 1 : 0, single.Count);
        return batch.Code;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}

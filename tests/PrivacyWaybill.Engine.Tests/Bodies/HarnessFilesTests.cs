using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;
using PrivacyWaybill.Workload.Bodies;

namespace PrivacyWaybill.Engine.Tests.Bodies;

/// <summary>What the page on other load tools hands out is what the contract and the server's codec take.</summary>
public sealed class HarnessFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-bodies-").FullName;

    public HarnessFilesTests() => HarnessFiles.Write(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WaybillBody_Read_IsTheJsonsMessage()
    {
        var message = Unframed("waybill.bin");
        Assert.Equal(HarnessFiles.Waybill(), MaskWaybillRequest.Parser.ParseFrom(message));
        var batch = new WaybillBatch();
        new WireBatchCodec().ReadSingle(new ReadOnlySequence<byte>(message), batch);
        Assert.Equal((BatchCode.Ok, 1), (batch.Code, batch.Count));
        Assert.NotEmpty(HarnessFiles.Waybill().Waybill.Recipient.Mobile);
    }

    [Fact]
    public void BatchBody_Read_IsTheJsonsMessage()
    {
        var message = Unframed("batch.bin");
        Assert.Equal(HarnessFiles.Batch(), MaskWaybillsRequest.Parser.ParseFrom(message));
        var batch = new WaybillBatch();
        new WireBatchCodec().ReadBatch(new ReadOnlySequence<byte>(message), batch);
        Assert.Equal((BatchCode.Ok, HarnessFiles.Batch().Waybills.Count), (batch.Code, batch.Count));
        Assert.Distinct(HarnessFiles.Batch().Waybills.Select(w => w.WaybillNo));
    }

    [Fact]
    public void Protoset_BuiltAgain_HasEveryServiceWithItsImports()
    {
        // A FileDescriptorSet is nothing but files in field 1, imports first.
        var files = new List<ByteString>();
        var input = new CodedInputStream(File.ReadAllBytes(Path.Combine(_folder, "privacywaybill.protoset")));
        while (input.ReadTag() is not 0 and var tag)
        {
            Assert.Equal(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited), tag);
            files.Add(input.ReadBytes());
        }
        var services = FileDescriptor.BuildFromByteStrings(files).SelectMany(f => f.Services).Select(s => s.FullName);
        Assert.Equal(
            ["ImportService", "NumberPoolService", "RecordService", "RevealService", "VirtualNumberService", "WaybillMaskingService"],
            services.Select(s => s.Replace("privacywaybill.v1.", "", StringComparison.Ordinal)).Order());
    }

    private byte[] Unframed(string file)
    {
        var body = File.ReadAllBytes(Path.Combine(_folder, file));
        Assert.Equal(0, body[0]);
        Assert.Equal(body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        return body[5..];
    }
}

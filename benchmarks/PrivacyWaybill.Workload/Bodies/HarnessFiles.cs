using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Workload.Bodies;

/// <summary>
/// What load tools want that speak no protobuf or no reflection: the JSON bodies of <see cref="Folder"/> as bodies of gRPC calls, and
/// the contract as a protoset (what <c>protoc --include_imports --descriptor_set_out</c> writes).
/// </summary>
public static class HarnessFiles
{
    /// <summary>Where the JSON bodies are, relative to the repository.</summary>
    public const string Folder = "benchmarks/other-harnesses";

    private const int FileField = 1;

    /// <summary>The body for <c>MaskWaybill</c>.</summary>
    public static MaskWaybillRequest Waybill() => JsonParser.Default.Parse<MaskWaybillRequest>(Json("waybill.json"));

    /// <summary>The body for <c>MaskWaybills</c>.</summary>
    public static MaskWaybillsRequest Batch() => JsonParser.Default.Parse<MaskWaybillsRequest>(Json("batch.json"));

    /// <summary>Writes <c>waybill.bin</c>, <c>batch.bin</c> and <c>privacywaybill.protoset</c>.</summary>
    /// <param name="folder">Where to; made if it is not there.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "waybill.bin"), Framed(Waybill()));
        File.WriteAllBytes(Path.Combine(folder, "batch.bin"), Framed(Batch()));
        File.WriteAllBytes(Path.Combine(folder, "privacywaybill.protoset"), Protoset());
    }

    /// <summary>A message as gRPC sends it: not compressed, its length (4 bytes, big-endian), itself.</summary>
    public static byte[] Framed(IMessage message)
    {
        var body = new byte[1 + sizeof(uint) + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), message.CalculateSize());
        message.WriteTo(body.AsSpan(1 + sizeof(uint)));
        return body;
    }

    /// <summary>A <c>FileDescriptorSet</c> of all services, each file after those that it imports.</summary>
    public static byte[] Protoset()
    {
        var files = new List<FileDescriptor>();
        foreach (var file in (FileDescriptor[])[
            WaybillMaskingServiceReflection.Descriptor, VirtualNumberServiceReflection.Descriptor, RevealServiceReflection.Descriptor,
            RecordServiceReflection.Descriptor, NumberPoolServiceReflection.Descriptor, ImportServiceReflection.Descriptor])
            Add(file, files);
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            foreach (var file in files)
            {
                output.WriteTag(FileField, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(file.SerializedData);
            }
        }
        return bytes.ToArray();
    }

    private static void Add(FileDescriptor file, List<FileDescriptor> files)
    {
        if (files.Contains(file)) return;
        foreach (var imported in file.Dependencies) Add(imported, files);
        files.Add(file);
    }

    private static string Json(string name) => File.ReadAllText(RepositoryFiles.Path($"{Folder}/{name}"));
}

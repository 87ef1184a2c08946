using Google.Protobuf;
using Google.Protobuf.Reflection;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>
/// Messages for a codec to choke on: valid ones with any fields in any order, more than once and unknown ones between, and
/// then bytes changed, put in, taken out and cut off. Of one seed always the same.
/// </summary>
internal sealed class MessageMaker(int seed)
{
    private static readonly string[] Texts =
        ["", "a", "SF1234567890123", "张三", "13800138000", "北京市朝阳区建国路88号院3号楼2单元1203室", "🀄\u200b", new string('x', 130), new string('长', 70)];

    private static readonly byte[] Evil =
        [0x00, 0x01, 0x02, 0x07, 0x08, 0x0A, 0x0B, 0x0C, 0x12, 0x13, 0x14, 0x1A, 0x22, 0x2A, 0x32, 0x3A, 0x42, 0x6A, 0x72, 0x7F, 0x80, 0x82, 0x88, 0xC3, 0xED, 0xF4, 0xFF];

    private readonly Random _random = new(seed);

    /// <summary>The next message.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(Request());
        // Half of them stay as they are.
        for (var changes = _random.Next(2) * _random.Next(1, 5); changes > 0; changes--) Change(bytes);
        return [.. bytes];
    }

    private byte[] Request()
    {
        // Now and then a request for one waybill, which has its fields in other places.
        if (_random.Next(8) == 0) return Message(MaskWaybillRequest.Descriptor, 0);
        return Message(MaskWaybillsRequest.Descriptor, 0);
    }

    private byte[] Message(MessageDescriptor of, int depth)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        var fields = of.Fields.InDeclarationOrder();
        for (var count = _random.Next(depth == 0 ? 4 : 7); count > 0; count--)
        {
            if (_random.Next(12) == 0) Unknown(output, depth);
            var field = fields[_random.Next(fields.Count)];
            if (field.FieldType == FieldType.Message)
            {
                // The last may be deeper than anything that means something.
                output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(Message(field.MessageType, depth + 1)));
            }
            else if (field.FieldType == FieldType.String)
            {
                output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
                output.WriteString(Texts[_random.Next(Texts.Length)]);
            }
            else
            {
                output.WriteTag(field.FieldNumber, WireFormat.WireType.Varint);
                output.WriteUInt64(Number());
            }
        }
        output.Flush();
        return stream.ToArray();
    }

    private ulong Number() => _random.Next(4) switch
    {
        0 => (ulong)_random.Next(4),
        1 => (ulong)_random.NextInt64(),
        2 => ulong.MaxValue >> _random.Next(64),
        _ => (ulong)_random.Next(),
    };

    private void Unknown(CodedOutputStream output, int depth)
    {
        // A field that does not exist, or an existing one with a wire type that it does not have.
        var field = _random.Next(2) == 0 ? _random.Next(19, 3000) : _random.Next(1, 19);
        switch (_random.Next(5))
        {
            case 0:
                output.WriteTag(field, WireFormat.WireType.Varint);
                output.WriteUInt64(Number());
                break;
            case 1:
                output.WriteTag(field, WireFormat.WireType.Fixed64);
                output.WriteFixed64(Number());
                break;
            case 2:
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(new byte[_random.Next(200)]));
                break;
            case 3:
                // Up to the depth where it is too deep.
                var nested = _random.Next(6) == 0 ? _random.Next(90, 104) : 1;
                for (var i = 0; i < nested; i++) output.WriteTag(field, WireFormat.WireType.StartGroup);
                if (depth < 6 && _random.Next(3) == 0) Unknown(output, depth + 1);
                for (var i = 0; i < nested; i++) output.WriteTag(field, WireFormat.WireType.EndGroup);
                break;
            default:
                output.WriteTag(field, WireFormat.WireType.Fixed32);
                output.WriteFixed32((uint)Number());
                break;
        }
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 9), bytes.Count - at);
        switch (_random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] = Byte();
                break;
            case 1:
                bytes.Insert(at, Byte());
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5 when at < bytes.Count:
                // Lengths that lie by one or two, and numbers with their longer forms.
                bytes[at] = (byte)(bytes[at] + _random.Next(-2, 3));
                break;
        }
    }

    private byte Byte() => _random.Next(2) == 0 ? Evil[_random.Next(Evil.Length)] : (byte)_random.Next(256);
}

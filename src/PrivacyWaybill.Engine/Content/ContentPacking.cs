using System.Buffers.Binary;
using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Content;

/// <summary>
/// Contents as they are sealed: what <see cref="ContentCodec"/> writes in less than three fifths of the length. A version byte,
/// then for each text its field's byte, the length of its packed form (1 byte, or 2, big endian, of which the first has the
/// highest bit), and this (<see cref="TextPacking"/>). Canonical: one content has one packed form, so that the same content
/// seals to the same bytes.
/// </summary>
internal static class ContentPacking
{
    /// <summary>First byte of every packed content.</summary>
    public const byte Version = 4;

    /// <summary>First byte of contents that were packed as one text, behind their version; they are still read.</summary>
    private const byte VersionOfOneText = 3;

    /// <summary>Most bytes behind a packed content that <see cref="Pack"/> writes over.</summary>
    public const int WrittenBehind = 1;

    // Longer messages are looked through before room is made.
    private const int OrdinaryLength = 1 << 20;

    private const int LongestHeader = 3, LongLength = 0x80;

    /// <summary>Packs the content of an item and returns the packed length.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="item">The item.</param>
    /// <param name="destination">What is left of <see cref="MaximumLength"/> bytes; as many behind the packed content as <see cref="WrittenBehind"/> may be written over.</param>
    public static int Pack(WaybillBatch batch, int item, Span<byte> destination)
    {
        destination[0] = Version;
        var at = 1;
        foreach (var field in batch.Present(item) & ContentCodec.FieldSet)
        {
            destination[at] = ContentCodec.FieldByte(batch, item, field);
            var length = TextPacking.Pack(batch.Input(item, field), destination[(at + 2)..]);
            if (length >= LongLength)
            {
                destination.Slice(at + 2, length).CopyTo(destination[(at + LongestHeader)..]);
                BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 1)..], checked((ushort)(length | LongLength << 8)));
                at++;
            }
            else
            {
                destination[at + 1] = (byte)length;
            }
            at += 2 + length;
        }
        return at;
    }

    /// <summary>More bytes than <see cref="Pack"/> writes for all items of a batch together: all its texts, and every header that there can be.</summary>
    public static int MaximumLength(WaybillBatch batch) =>
        TextPacking.MostPerByte * TextLength(batch) + batch.Count * (1 + LongestHeader * ContentCodec.ContentFields.Length);

    /// <summary>Bytes of all texts, or more: a message of ordinary length is not looked through, in a longer one there may be much else.</summary>
    private static int TextLength(WaybillBatch batch)
    {
        if (batch.InputLength <= OrdinaryLength) return batch.InputLength;
        var length = 0;
        for (var i = 0; i < batch.Count; i++)
            foreach (var field in batch.Present(i) & ContentCodec.FieldSet) length += batch.Input(i, field).Length;
        return length;
    }

    /// <summary>The content: unpacked if it is a packed one, otherwise as it is. Null if the bytes are no packed content.</summary>
    public static byte[]? Unpack(ReadOnlySpan<byte> stored)
    {
        if (stored is not [Version or VersionOfOneText, ..]) return stored.ToArray();
        // Of two bytes before a text three are made.
        var room = new byte[TextPacking.MostPerByte * stored.Length];
        room[0] = ContentCodec.Version;
        var packed = stored[1..];
        var length = stored[0] == Version ? UnpackTexts(packed, room.AsSpan(1)) : TextPacking.Unpack(packed, room.AsSpan(1));
        var content = length < 0 ? null : room[..(1 + length)];
        room.AsSpan().Clear();
        return content;
    }

    private static int UnpackTexts(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        var to = 0;
        while (!packed.IsEmpty)
        {
            if (packed.Length < 2) return -1;
            int header = 2, length = packed[1];
            if (length >= LongLength)
            {
                if (packed.Length < LongestHeader) return -1;
                (header, length) = (LongestHeader, BinaryPrimitives.ReadUInt16BigEndian(packed[1..]) & 0x7FFF);
            }
            if (length > packed.Length - header) return -1;
            var textLength = TextPacking.Unpack(packed.Slice(header, length), destination[(to + ContentCodec.PerText)..]);
            if (textLength is < 0 or > ushort.MaxValue) return -1;
            destination[to] = packed[0];
            BinaryPrimitives.WriteUInt16BigEndian(destination[(to + 1)..], (ushort)textLength);
            to += ContentCodec.PerText + textLength;
            packed = packed[(header + length)..];
        }
        return to;
    }
}

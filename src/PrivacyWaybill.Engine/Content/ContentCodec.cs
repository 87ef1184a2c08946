using System.Buffers.Binary;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Content;

/// <summary>
/// The originals of a waybill as they are sealed: a version byte, then for each text that is present its field (1
/// byte, with <see cref="MaskedBit"/> if the text was masked when it came), its length (2 bytes, big endian) and its
/// bytes, in the order of <see cref="TextField"/>. Canonical: the same texts with the same marks give the same bytes. What
/// the parcel's owner may change without changing the content (profile, number wishes, route label, correlation) is not
/// in it, nor what tells a piece from its neighbours. Contents of earlier servers may name a parent; it is read over.
/// </summary>
internal static class ContentCodec
{
    /// <summary>First byte of every content that is written.</summary>
    public const byte Version = 2;

    /// <summary>First byte of contents that know no marks; they are still read.</summary>
    public const byte VersionWithoutMarks = 1;

    /// <summary>In a field's byte: the text was masked when it came, and is no original.</summary>
    public const byte MaskedBit = 0x80;

    /// <summary>Bytes before each text.</summary>
    public const int PerText = 3;

    private static readonly TextField[] Fields =
    [
        TextField.Goods, TextField.Remark, TextField.ReturnOf, TextField.RedirectOf, TextField.ReplacementOf,
        .. PartyFields(PartyRole.Sender), .. PartyFields(PartyRole.Recipient),
    ];

    /// <summary>The fields that a content may hold, in its order.</summary>
    public static ReadOnlySpan<TextField> ContentFields => Fields;

    /// <summary>The same as a set.</summary>
    public static TextFieldSet FieldSet { get; } = TextFieldSet.Of(Fields);

    /// <summary>The byte of an item's text: its field, and whether it was masked when it came.</summary>
    public static byte FieldByte(WaybillBatch batch, int item, TextField field) =>
        batch.HasArrivedMasked(item, field) ? (byte)((byte)field | MaskedBit) : (byte)field;

    /// <summary>Bytes of an item's content.</summary>
    private static int Length(WaybillBatch batch, int item)
    {
        var length = 1;
        foreach (var field in batch.Present(item) & FieldSet) length += PerText + batch.Input(item, field).Length;
        return length;
    }

    /// <summary>Writes an item's content and returns its length.</summary>
    private static int Write(WaybillBatch batch, int item, Span<byte> destination)
    {
        destination[0] = Version;
        var at = 1;
        foreach (var field in batch.Present(item) & FieldSet)
        {
            var text = batch.Input(item, field);
            destination[at] = FieldByte(batch, item, field);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 1)..], checked((ushort)text.Length));
            text.CopyTo(destination[(at + PerText)..]);
            at += PerText + text.Length;
        }
        return at;
    }

    /// <summary>An item's content.</summary>
    public static byte[] Write(WaybillBatch batch, int item)
    {
        var content = new byte[Length(batch, item)];
        Write(batch, item, content);
        return content;
    }

    /// <summary>
    /// Puts a stored content in the place of what an item came in with, so that it can be masked instead. False if it
    /// cannot be read; the item then holds neither.
    /// </summary>
    public static bool Restore(ReadOnlySpan<byte> content, WaybillBatch batch, int item)
    {
        foreach (var field in Fields) batch.ClearInput(item, field);
        var reader = new ContentReader(content);
        while (reader.Next()) reader.Text.CopyTo(batch.AddInput(item, reader.Field, reader.Text.Length));
        if (!reader.IsBroken) return true;
        foreach (var field in Fields) batch.ClearInput(item, field);
        return false;
    }

    private static IEnumerable<TextField> PartyFields(PartyRole party) =>
        Enum.GetValues<PartyField>().Where(f => f != PartyField.NumberSegment).Select(f => TextFields.Of(party, f));
}

using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>
/// Writes a message in protobuf's wire format, byte for byte as the generated classes do. The buffer is used again from
/// message to message. Not thread-safe.
/// </summary>
public sealed class WireWriter
{
    private const int LongestNumber = 10;

    private byte[] _bytes = [];
    private int _at;

    /// <summary>What has been written; valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _at);

    /// <summary>Makes the message empty and gives it room. What stood there is wiped: it may be somebody's.</summary>
    public void Clear(int room = 0)
    {
        _bytes.AsSpan(0, _at).Clear();
        _at = 0;
        if (_bytes.Length < room) _bytes = new byte[room];
    }

    /// <summary>Writes a message of a generated class in the place of whatever was written.</summary>
    internal void Message(IMessage message)
    {
        Clear(message.CalculateSize());
        _at = message.CalculateSize();
        message.WriteTo(_bytes.AsSpan(0, _at));
    }

    /// <summary>Writes a number; none if it is 0.</summary>
    internal void Number(uint field, ulong value)
    {
        if (value == 0) return;
        Reserve(2 * LongestNumber);
        Varint(field << 3 | WireReader.Number);
        Varint(value);
    }

    /// <summary>Writes a truth; none if it is false.</summary>
    internal void Truth(uint field, bool value) => Number(field, value ? 1UL : 0UL);

    /// <summary>Writes a text or bytes; none if it is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Text(uint field, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty) TextHere(field, text);
    }

    /// <summary>Writes a text; none if it is empty.</summary>
    internal void Text(uint field, string text)
    {
        if (text.Length == 0) return;
        var length = Encoding.UTF8.GetByteCount(text);
        Reserve(2 * LongestNumber + length);
        Varint(field << 3 | WireReader.Delimited);
        Varint((uint)length);
        _at += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_at));
    }

    /// <summary>Begins a message within the message, of which <see cref="End"/> is told the result.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="lengthBytes">How many bytes its length will probably take; if it takes others, the message is moved.</param>
    internal Mark Begin(uint field, int lengthBytes)
    {
        Reserve(2 * LongestNumber);
        Varint(field << 3 | WireReader.Delimited);
        _at += lengthBytes;
        return new Mark(_at, lengthBytes);
    }

    /// <summary>Ends a message within the message.</summary>
    internal void End(Mark mark)
    {
        var length = _at - mark.Start;
        var lengthBytes = VarintLength((uint)length);
        if (lengthBytes != mark.LengthBytes) Move(mark, length, lengthBytes - mark.LengthBytes);
        var end = _at;
        _at = mark.Start - mark.LengthBytes;
        Varint((uint)length);
        _at = end;
    }

    private void Move(Mark mark, int length, int by)
    {
        Reserve(LongestNumber);
        _bytes.AsSpan(mark.Start, length).CopyTo(_bytes.AsSpan(mark.Start + by));
        _at += by;
        // What a shorter message leaves behind its end is nobody's to find.
        if (by < 0) _bytes.AsSpan(_at, -by).Clear();
    }

    private void TextHere(uint field, ReadOnlySpan<byte> text)
    {
        Reserve(2 * LongestNumber + text.Length);
        var tag = field << 3 | WireReader.Delimited;
        // One byte each, nearly always.
        if (tag < 0x80 && text.Length < 0x80)
        {
            _bytes[_at] = (byte)tag;
            _bytes[_at + 1] = (byte)text.Length;
            _at += 2;
        }
        else
        {
            Varint(tag);
            Varint((uint)text.Length);
        }
        text.CopyTo(_bytes.AsSpan(_at));
        _at += text.Length;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes[_at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[_at++] = (byte)value;
    }

    private static int VarintLength(uint value) => value switch
    {
        < 1u << 7 => 1,
        < 1u << 14 => 2,
        < 1u << 21 => 3,
        < 1u << 28 => 4,
        _ => 5,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int length)
    {
        if (_bytes.Length - _at < length) Grow(length);
    }

    private void Grow(int length)
    {
        var old = _bytes;
        _bytes = new byte[Math.Max(checked(_at + length), old.Length * 2)];
        old.AsSpan(0, _at).CopyTo(_bytes);
        old.AsSpan(0, _at).Clear();
    }

    /// <summary>Where a message within the message began.</summary>
    /// <param name="Start">Offset of its first byte.</param>
    /// <param name="LengthBytes">Bytes kept free before it.</param>
    internal readonly record struct Mark(int Start, int LengthBytes);
}

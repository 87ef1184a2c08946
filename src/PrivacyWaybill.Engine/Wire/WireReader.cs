using System.Diagnostics;
using System.Runtime.CompilerServices;
using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>
/// Walks a message in protobuf's wire format, as strictly and as leniently as the generated classes do: unknown fields are
/// read over, of a field that comes twice the last one counts, and numbers may be longer than they need be.
/// </summary>
/// <remarks>
/// Nothing throws. Whatever is wrong ends the walk for good (<see cref="IsBroken"/>), and what was read until then is to be
/// thrown away. Lengths are checked against the message around them before anything is touched.
/// </remarks>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    /// <summary>Wire type of numbers.</summary>
    public const uint Number = 0;

    /// <summary>Wire type of texts, bytes and messages.</summary>
    public const uint Delimited = 2;

    private const uint EightBytes = 1, StartGroup = 3, EndGroup = 4, FourBytes = 5;
    private const int TypeBits = 3, TypeMask = 7;

    // What Google.Protobuf allows of messages and groups within each other.
    private const int DeepestNesting = 100;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;
    private int _end = message.Length;
    private int _depth;

    /// <summary>The message is none.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The tag of the field that <see cref="Next"/> stopped at: its number and, in the lowest three bits, its wire type.</summary>
    public uint Tag { get; private set; }

    /// <summary>Goes to the next field of the message that is being read; false at its end, and if it is broken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        // The field numbers up to 15, and only numbers: nearly all.
        if (_at < _end && _message[_at] is var first and > TypeMask and < 0x80)
        {
            _at++;
            Tag = first;
            return true;
        }
        return NextSlow();
    }

    /// <summary>The field's number, 64 bits.</summary>
    public ulong ReadNumber()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _end) break;
            var part = _message[_at++];
            // Of the tenth byte one bit has room; the others are lost, as in the generated classes.
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        Break();
        return 0;
    }

    /// <summary>The field's text: where it stands in the message. Broken if it is not UTF-8.</summary>
    public Slice ReadText()
    {
        var length = ReadLength();
        var start = _at;
        if (!Utf8Text.IsValid(_message, start, start + length))
        {
            Break();
            return default;
        }
        _at += length;
        return new Slice(start, length);
    }

    /// <summary>Enters the field's message; what is returned takes <see cref="Leave"/> out of it again.</summary>
    public int Enter()
    {
        var length = ReadLength();
        // Counted for groups alone: messages that mean something are not deep.
        _depth++;
        var outer = _end;
        _end = _at + length;
        return outer;
    }

    /// <summary>Leaves a message that has been read to its end.</summary>
    public void Leave(int outer)
    {
        Debug.Assert(_at == _end || IsBroken, "not read to its end");
        _depth--;
        _end = outer;
        // Whoever goes on reading is to see an end everywhere.
        if (IsBroken) _at = outer;
    }

    /// <summary>Reads over the field.</summary>
    public void Skip()
    {
        switch (Tag & TypeMask)
        {
            case Number:
                ReadNumber();
                break;
            case EightBytes:
                Skip(sizeof(ulong));
                break;
            case Delimited:
                Skip(ReadLength());
                break;
            case StartGroup:
                SkipGroup();
                break;
            case FourBytes:
                Skip(sizeof(uint));
                break;
            default:
                // The end of a group that did not begin, and the two wire types that do not exist.
                Break();
                break;
        }
    }

    private bool NextSlow()
    {
        if (_at >= _end) return false;
        Tag = (uint)ReadNumber();
        if (Tag >> TypeBits == 0) Break();
        return !IsBroken;
    }

    /// <summary>A length that fits into the message around it.</summary>
    private int ReadLength()
    {
        var length = (int)(uint)ReadNumber();
        if (length >= 0 && length <= _end - _at) return length;
        Break();
        return 0;
    }

    private void Skip(int length)
    {
        if (length <= _end - _at) _at += length;
        else Break();
    }

    private void SkipGroup()
    {
        Span<uint> open = stackalloc uint[DeepestNesting];
        var groups = 0;
        do
        {
            switch (Tag & TypeMask)
            {
                case StartGroup when _depth + groups < DeepestNesting:
                    open[groups++] = Tag - StartGroup + EndGroup;
                    break;
                case EndGroup when Tag == open[groups - 1]:
                    groups--;
                    break;
                case StartGroup or EndGroup:
                    Break();
                    break;
                default:
                    Skip();
                    break;
            }
            if (groups > 0 && !NextSlow()) Break();
        }
        while (groups > 0 && !IsBroken);
    }

    private void Break()
    {
        IsBroken = true;
        _at = _end;
    }
}

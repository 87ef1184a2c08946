using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// A field decoded once: UTF-16 code units, which make rules readable, each with its class and with the offset of its
/// byte in the source, which lets kept parts be copied.
/// </summary>
internal readonly ref struct FieldText
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<byte> _classes;
    private readonly ReadOnlySpan<int> _offsets;

    private FieldText(ReadOnlySpan<byte> source, ReadOnlySpan<char> chars, ReadOnlySpan<byte> classes, ReadOnlySpan<int> offsets, uint seen)
    {
        _source = source;
        _classes = classes;
        _offsets = offsets;
        Chars = chars;
        Seen = seen;
    }

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Chars { get; }

    /// <summary>The set of kinds that occur.</summary>
    public uint Seen { get; }

    /// <summary>The length in UTF-16 code units.</summary>
    public int Length => Chars.Length;

    /// <summary>The code unit at an index, or U+0000 outside the text.</summary>
    public char this[int index] => (uint)index < (uint)Chars.Length ? Chars[index] : '\0';

    /// <summary>The kind at an index; <see cref="CharKind.Space"/> outside the text, which ends every word.</summary>
    public CharKind KindAt(int index) =>
        (uint)index < (uint)_classes.Length ? (CharKind)(_classes[index] & CharClasses.Kind) : CharKind.Space;

    /// <summary>Whether the kind at an index is in a set; outside the text it is not.</summary>
    public bool Is(int index, uint kinds) =>
        (uint)index < (uint)_classes.Length && (1u << (_classes[index] & CharClasses.Kind) & kinds) != 0;

    /// <summary>Whether a word stands at an index.</summary>
    public bool Has(int index, ReadOnlySpan<char> word) =>
        (uint)index <= (uint)Chars.Length && Chars[index..].StartsWith(word);

    /// <summary>The bytes of the field.</summary>
    public ReadOnlySpan<byte> Source => _source;

    /// <summary>The offset of each code unit in the source, and that of the end.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The source bytes of the code units from one index up to another.</summary>
    public ReadOnlySpan<byte> Bytes(int from, int to) => _source[_offsets[from].._offsets[to]];

    /// <summary>The first index from one on at which the rule has to stop; the length when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextStop(int index)
    {
        if ((Seen & CharKinds.Complex) != 0) return NextStopSlow(index);
        var distance = _classes[index..].IndexOfAnyInRange(CharClasses.Stop, byte.MaxValue);
        return distance < 0 ? Length : index + distance;
    }

    /// <summary>Whether a character for which the rule looks ahead stands in a range, which may reach past the end.</summary>
    public bool HasHint(int from, int to)
    {
        to = Math.Min(to, _classes.Length);
        var classes = 0;
        for (var i = from; i < to; i++) classes |= _classes[i];
        return (classes & CharClasses.Hint) != 0;
    }

    /// <summary>The index after the grapheme cluster (UAX #29) that starts at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextGrapheme(int index) => (Seen & CharKinds.Complex) == 0 ? index + 1 : NextGraphemeSlow(index);

    /// <summary>The start of the grapheme cluster that holds an index.</summary>
    public int GraphemeStart(int index)
    {
        var start = index;
        while (start > 0 && !IsCut(start)) start--;
        for (var next = start; next <= index && next < Length; next = NextGrapheme(next)) start = next;
        return start;
    }

    /// <summary>The index itself when it is between two grapheme clusters, or the end of the one that holds it.</summary>
    public int GraphemeEnd(int index)
    {
        if (index >= Length) return Length;
        var start = GraphemeStart(index);
        return start == index ? index : NextGrapheme(start);
    }

    /// <summary>Whether a word of Han characters may start or end at an index without taking a grapheme apart.</summary>
    public bool IsCut(int index) =>
        (Seen & CharKinds.Complex) == 0
        || KindAt(index) is not CharKind.Joining && KindAt(index - 1) is not CharKind.Joining;

    /// <summary>The number of grapheme clusters in a range.</summary>
    public int CountGraphemes(int from, int to)
    {
        if ((Seen & CharKinds.Complex) == 0) return to - from;
        var count = 0;
        for (; from < to; from = NextGrapheme(from)) count++;
        return count;
    }

    /// <summary>Decodes and validates UTF-8; false when it is not well-formed.</summary>
    /// <param name="source">The field.</param>
    /// <param name="classes">What the rule makes of each code unit.</param>
    /// <param name="scratch">Room for as many code units as the source has bytes.</param>
    /// <param name="text">The decoded text over source and scratch.</param>
    public static bool TryDecode(ReadOnlySpan<byte> source, CharClasses classes, FieldScratch scratch, out FieldText text)
    {
        text = default;
        if (scratch.Capacity < source.Length) return false;
        ref var bytes = ref MemoryMarshal.GetReference(source);
        ref var units = ref MemoryMarshal.GetReference(scratch.Chars);
        ref var starts = ref MemoryMarshal.GetReference(scratch.Offsets);
        ref var kinds = ref MemoryMarshal.GetReference(scratch.Classes);
        ref var table = ref classes.First;
        var count = 0;
        var seen = 0u;
        for (var i = 0; i < source.Length; count++)
        {
            int unit = Unsafe.Add(ref bytes, i);
            Unsafe.Add(ref starts, count) = i;
            if (unit < 0x80)
            {
                i++;
            }
            // Three bytes of U+1000 to U+CFFF, where Han lies: no over-long form, no surrogate.
            else if ((uint)(unit - 0xE1) <= 0xEC - 0xE1 && i + 2 < source.Length)
            {
                int second = Unsafe.Add(ref bytes, i + 1) ^ 0x80, third = Unsafe.Add(ref bytes, i + 2) ^ 0x80;
                if ((second | third) > 0x3F) return false;
                unit = (unit & 0x0F) << 12 | second << 6 | third;
                i += 3;
            }
            else
            {
                if (Rune.DecodeFromUtf8(source[i..], out var rune, out var length) != OperationStatus.Done) return false;
                i += length;
                unit = rune.Value;
                if (!rune.IsBmp)
                {
                    Unsafe.Add(ref units, count) = (char)(0xD7C0 + (unit >> 10));
                    Unsafe.Add(ref kinds, count++) = (byte)CharKind.Surrogate;
                    // The low half has no byte of its own: the pair is only ever kept or hidden as a whole.
                    Unsafe.Add(ref starts, count) = i;
                    unit = 0xDC00 | unit & 0x3FF;
                }
            }

            var kind = Unsafe.Add(ref table, unit);
            Unsafe.Add(ref units, count) = (char)unit;
            Unsafe.Add(ref kinds, count) = kind;
            seen |= 1u << (kind & CharClasses.Kind);
        }

        Unsafe.Add(ref starts, count) = source.Length;
        text = new FieldText(source, scratch.Chars[..count], scratch.Classes[..count], scratch.Offsets[..(count + 1)], seen);
        return true;
    }

    private int NextStopSlow(int index)
    {
        while (index < Length && _classes[index] < CharClasses.Stop) index = NextGraphemeSlow(index);
        return index;
    }

    // Two code units that attach to nothing are two clusters, and no call is needed to know it.
    private int NextGraphemeSlow(int index) =>
        index + 1 >= Length || !Is(index, CharKinds.Complex) && !Is(index + 1, CharKinds.Complex)
            ? index + 1
            : index + StringInfo.GetNextTextElementLength(Chars[index..]);
}

using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// A field decoded once: UTF-16 code units, which make rules readable, each with the offset of its byte in the
/// source, which lets kept parts be copied.
/// </summary>
internal readonly ref struct FieldText
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<int> _offsets;

    private FieldText(ReadOnlySpan<byte> source, ReadOnlySpan<char> chars, ReadOnlySpan<int> offsets, uint seen)
    {
        _source = source;
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
    public CharKind KindAt(int index) => (uint)index < (uint)Chars.Length ? CharKinds.Of(Chars[index]) : CharKind.Space;

    /// <summary>Whether the kind at an index is in a set; outside the text it is not.</summary>
    public bool Is(int index, uint kinds) => (uint)index < (uint)Chars.Length && CharKinds.Is(Chars[index], kinds);

    /// <summary>Whether a word stands at an index.</summary>
    public bool Has(int index, ReadOnlySpan<char> word) =>
        (uint)index <= (uint)Chars.Length && Chars[index..].StartsWith(word);

    /// <summary>The source bytes of the code units from one index up to another.</summary>
    public ReadOnlySpan<byte> Bytes(int from, int to) => _source[_offsets[from].._offsets[to]];

    /// <summary>The index after the grapheme cluster (UAX #29) that starts at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextGrapheme(int index) =>
        (Seen & CharKinds.Complex) == 0 ? index + 1 : index + StringInfo.GetNextTextElementLength(Chars[index..]);

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
    /// <param name="chars">At least as many code units as the source has bytes.</param>
    /// <param name="offsets">One more than <paramref name="chars"/> needs.</param>
    /// <param name="text">The decoded text over the three spans.</param>
    public static bool TryDecode(ReadOnlySpan<byte> source, Span<char> chars, Span<int> offsets, out FieldText text)
    {
        text = default;
        if (chars.Length < source.Length || offsets.Length <= source.Length) return false;
        ref var bytes = ref MemoryMarshal.GetReference(source);
        ref var units = ref MemoryMarshal.GetReference(chars);
        ref var starts = ref MemoryMarshal.GetReference(offsets);
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
            else if ((unit & 0xF0) == 0xE0 && i + 2 < source.Length)
            {
                int second = Unsafe.Add(ref bytes, i + 1), third = Unsafe.Add(ref bytes, i + 2);
                unit = (unit & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F;
                if ((second & 0xC0) != 0x80 || (third & 0xC0) != 0x80 || unit < 0x800 || (unit & 0xF800) == 0xD800) return false;
                i += 3;
            }
            else
            {
                if (Rune.DecodeFromUtf8(source[i..], out var rune, out var length) != OperationStatus.Done) return false;
                i += length;
                unit = rune.Value;
                if (!rune.IsBmp)
                {
                    Unsafe.Add(ref units, count++) = (char)(0xD7C0 + (unit >> 10));
                    // The low half has no byte of its own: the pair is only ever kept or hidden as a whole.
                    Unsafe.Add(ref starts, count) = i;
                    unit = 0xDC00 | unit & 0x3FF;
                }
            }

            Unsafe.Add(ref units, count) = (char)unit;
            seen |= 1u << (int)CharKinds.Of((char)unit);
        }

        offsets[count] = source.Length;
        text = new FieldText(source, chars[..count], offsets[..(count + 1)], seen);
        return true;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// A field decoded once: UTF-16 code units, which make rules readable, each with its class and with the offset of its
/// byte in the source, which lets kept parts be copied.
/// </summary>
/// <remarks>
/// One instance serves field after field. As a value over the stack its spans were copied from rule to rule,
/// which took a third of the time of an address.
/// </remarks>
internal sealed class FieldText
{
    private const int MaskBits = 64;

    private readonly char[] _chars;
    private readonly byte[] _classes;
    private readonly int[] _offsets;

    // Where a grapheme cluster starts, its end; inside one, its start. Of texts that hold what may attach, and made for the first.
    private int[] _clusters = [];

    // Bit i: the rule has to stop at index i, looks ahead for it, or it is an ASCII digit. Of the first 64; most fields are shorter.
    private ulong _stops;
    private ulong _hints;
    private ulong _digits;

    /// <summary>Room for a source of some bytes, <see cref="MaskBits"/> at least.</summary>
    public FieldText(int capacity)
    {
        _chars = new char[capacity];
        _classes = new byte[capacity];
        _offsets = new int[capacity + 1];
    }

    /// <summary>The length in UTF-16 code units.</summary>
    public int Length { get; private set; }

    /// <summary>The set of kinds that occur.</summary>
    public uint Seen { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Chars => new(_chars, 0, Length);

    /// <summary>The code unit at an index, or U+0000 outside the text.</summary>
    public char this[int index] => (uint)index < (uint)Length ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chars), index) : '\0';

    /// <summary>The kind at an index; <see cref="CharKind.Space"/> outside the text, which ends every word.</summary>
    public CharKind KindAt(int index) =>
        (uint)index < (uint)Length ? (CharKind)(ClassAt(index) & CharClasses.Kind) : CharKind.Space;

    /// <summary>Whether the kind at an index is in a set; outside the text it is not.</summary>
    public bool Is(int index, uint kinds) =>
        (uint)index < (uint)Length && (1u << (ClassAt(index) & CharClasses.Kind) & kinds) != 0;

    /// <summary>Whether a word stands at an index.</summary>
    public bool Has(int index, string word)
    {
        if ((uint)index > (uint)Length || word.Length > Length - index) return false;
        // Words are short and most differ at once: a loop is faster than a call.
        ref var unit = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chars), index);
        for (var i = 0; i < word.Length; i++)
            if (Unsafe.Add(ref unit, i) != word[i]) return false;
        return true;
    }

    /// <summary>The offset in the source of a code unit, or of the end.</summary>
    public int OffsetOf(int index) => _offsets[index];

    /// <summary>The first index from one on at which the rule has to stop; the length when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextStop(int index)
    {
        if (Length <= MaskBits)
        {
            var stops = index < MaskBits ? _stops >> index : 0;
            return stops == 0 ? Length : index + BitOperations.TrailingZeroCount(stops);
        }

        var distance = new ReadOnlySpan<byte>(_classes, index, Length - index).IndexOfAnyInRange(CharClasses.Stop, byte.MaxValue);
        return distance < 0 ? Length : index + distance;
    }

    /// <summary>How many ASCII digits stand together from an index of the text on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DigitsAt(int index)
    {
        if (Length <= MaskBits && (uint)index < MaskBits) return BitOperations.TrailingZeroCount(~(_digits >> index));
        var end = index;
        while (KindAt(end) is CharKind.Digit) end++;
        return end - index;
    }

    /// <summary>
    /// Whether fewer ASCII digits than so many stand at an index, and behind them the end or what can neither hide more digits
    /// nor join them to these; false when unknown.
    /// </summary>
    public bool IsShortNumber(int index, int digits)
    {
        var count = DigitsAt(index);
        if (count == 0 || count >= digits || (Seen & CharKinds.Complex) != 0) return false;
        return index + count == Length || Is(index + count, 1u << (int)CharKind.Han | 1u << (int)CharKind.HanTen | 1u << (int)CharKind.Separator)
            || Is(index + count, 1u << (int)CharKind.Latin) && this[index + count] is not ('x' or 'X');
    }

    /// <summary>Whether the text ends, from an index on, with nothing for which the rule looks ahead and with no number of so many ASCII digits; false when unknown.</summary>
    public bool IsPlainBehind(int index, int digits)
    {
        if (Length > MaskBits || _hints >> index != 0) return false;
        var runs = _digits >> index;
        for (var i = 1; i < digits; i++) runs &= runs >> 1;
        return runs == 0;
    }

    /// <summary>Whether a character for which the rule looks ahead stands in a range, which may reach past the end.</summary>
    public bool HasHint(int from, int to)
    {
        if (Length <= MaskBits && (uint)from < MaskBits) return (_hints >> from & ~(ulong.MaxValue << (to - from))) != 0;
        to = Math.Min(to, Length);
        var classes = 0;
        for (var i = from; i < to; i++) classes |= ClassAt(i);
        return (classes & CharClasses.Hint) != 0;
    }

    /// <summary>The index after the grapheme cluster (UAX #29) that starts at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextGrapheme(int index) => (Seen & CharKinds.Complex) == 0 ? index + 1 : NextGraphemeSlow(index);

    /// <summary>The start of the grapheme cluster that holds an index.</summary>
    public int GraphemeStart(int index) =>
        (Seen & CharKinds.Complex) == 0 || (uint)index >= (uint)Length ? index : Math.Min(index, _clusters[index]);

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
        if ((Seen & CharKinds.Complex) == 0)
            return (Seen & 1u << (int)CharKind.Space) == 0 ? to - from : to - from - Chars[from..to].Count("\r\n");
        var count = 0;
        for (; from < to; from = NextGrapheme(from)) count++;
        return count;
    }

    /// <summary>Decodes and validates UTF-8; false when it is not well-formed.</summary>
    /// <param name="source">The field, no longer than the instance was asked for.</param>
    /// <param name="classes">What the rule makes of each code unit.</param>
    public bool TryDecode(ReadOnlySpan<byte> source, CharClasses classes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, _chars.Length);
        Length = 0;
        Seen = 0;
        var index = 0;
        while (true)
        {
            index = DecodeRegular(source, index, ref classes.First);
            if (index >= source.Length) break;
            if (!TryDecodeOther(source, ref index, ref classes.First)) return false;
        }

        _offsets[Length] = source.Length;
        if ((Seen & CharKinds.Complex) != 0) FindClusters();
        GatherMasks();
        return true;
    }

    /// <summary>
    /// Decodes ASCII and what lies from U+1000 to U+CFFF, where Han does: three bytes, no over-long form, no surrogate. Calls
    /// nothing, so that all of the loop stays in registers (with a call for the other characters in it, it took twice as long).
    /// </summary>
    /// <returns>The index of the first byte that is of another character, or broken.</returns>
    private int DecodeRegular(ReadOnlySpan<byte> source, int from, ref byte table)
    {
        ref var bytes = ref MemoryMarshal.GetReference(source);
        ref var units = ref MemoryMarshal.GetArrayDataReference(_chars);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_offsets);
        ref var kinds = ref MemoryMarshal.GetArrayDataReference(_classes);
        nint count = Length;
        nint i = from;
        nint end = source.Length;
        var seen = Seen;
        while (i < end)
        {
            // Han characters stand together: two at once take half the instructions.
            while (Bmi2.X64.IsSupported && i + sizeof(ulong) <= end
                && TryDecodeTwo(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, i)), out var two))
            {
                var firstClass = Unsafe.Add(ref table, (nint)(two >> 16));
                var secondClass = Unsafe.Add(ref table, (nint)(two & 0xFFFF));
                Unsafe.Add(ref starts, count) = (int)i;
                Unsafe.Add(ref starts, count + 1) = (int)i + 3;
                Unsafe.As<char, uint>(ref Unsafe.Add(ref units, count)) = BitOperations.RotateLeft(two, 16);
                Unsafe.Add(ref kinds, count) = firstClass;
                Unsafe.Add(ref kinds, count + 1) = secondClass;
                seen |= 1u << (firstClass & CharClasses.Kind) | 1u << (secondClass & CharClasses.Kind);
                count += 2;
                i += 6;
            }

            if (i == end) break;
            uint unit = Unsafe.Add(ref bytes, i);
            nint length = 1;
            if (unit >= 0x80)
            {
                if (unit - 0xE1 > 0xEC - 0xE1 || i + 2 >= end) break;
                uint second = Unsafe.Add(ref bytes, i + 1) ^ 0x80u, third = Unsafe.Add(ref bytes, i + 2) ^ 0x80u;
                if ((second | third) > 0x3F) break;
                unit = (unit & 0x0F) << 12 | second << 6 | third;
                length = 3;
            }

            var unitClass = Unsafe.Add(ref table, (nint)unit);
            Unsafe.Add(ref starts, count) = (int)i;
            Unsafe.Add(ref units, count) = (char)unit;
            Unsafe.Add(ref kinds, count) = unitClass;
            seen |= 1u << (unitClass & CharClasses.Kind);
            count++;
            i += length;
        }

        Length = (int)count;
        Seen = seen;
        return (int)i;
    }

    // Six bytes of two characters from U+1000 to U+CFFF; the first comes in the upper half. Little endian, as BMI2 implies.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDecodeTwo(ulong word, out uint two)
    {
        two = (uint)Bmi2.X64.ParallelBitExtract(BinaryPrimitives.ReverseEndianness(word), 0x0F3F3F0F3F3F0000);
        return (word & 0xC0C0F0C0C0F0) == 0x8080E08080E0 && (two >> 16) - 0x1000 <= 0xBFFF && (two & 0xFFFF) - 0x1000 <= 0xBFFF;
    }

    private bool TryDecodeOther(ReadOnlySpan<byte> source, ref int index, ref byte table)
    {
        if (Rune.DecodeFromUtf8(source[index..], out var rune, out var length) != OperationStatus.Done) return false;
        var unit = (char)rune.Value;
        if (!rune.IsBmp)
        {
            Put((char)(0xD7C0 + (rune.Value >> 10)), (byte)(Attaches(rune) ? CharKind.Joining : CharKind.Surrogate), index);
            // The low half has no byte of its own: the pair is only ever kept or hidden as a whole.
            unit = (char)(0xDC00 | rune.Value & 0x3FF);
        }

        var start = rune.IsBmp ? index : index + length;
        Put(unit, Unsafe.Add(ref table, unit), start);
        index += length;
        return true;
    }

    private void Put(char unit, byte unitClass, int start)
    {
        _chars[Length] = unit;
        _classes[Length] = unitClass;
        _offsets[Length++] = start;
        Seen |= 1u << (unitClass & CharClasses.Kind);
    }

    // Variation selectors of names (葛 U+E0100), tags, skin tones and marks of scripts beyond the BMP.
    private static bool Attaches(Rune rune) => rune.Value is >= 0x1F3FB and <= 0x1F3FF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    // The stop is the highest bit of a class, and the hint and the digit can be shifted there, so that one instruction gathers
    // those of half the field. What lies behind the text is of the field before.
    private void GatherMasks()
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_classes);
        var (low, high) = (Vector256.LoadUnsafe(ref first).AsUInt16(), Vector256.LoadUnsafe(ref first, MaskBits / 2).AsUInt16());
        var inside = Length >= MaskBits ? ulong.MaxValue : (1UL << Length) - 1;
        _stops = Bits(low, high) & inside;
        _hints = Bits(low << 1, high << 1) & inside;
        _digits = Bits(low << 2, high << 2) & inside;
    }

    private static ulong Bits(Vector256<ushort> low, Vector256<ushort> high) =>
        low.AsByte().ExtractMostSignificantBits() | (ulong)high.AsByte().ExtractMostSignificantBits() << MaskBits / 2;

    private byte ClassAt(int index) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_classes), index);

    private int NextGraphemeSlow(int index) => index >= Length ? index + 1 : _clusters[GraphemeStart(index)];

    /// <summary>
    /// Finds the grapheme clusters, once for all who ask: a cluster may be as long as the text, and walking it for each was
    /// quadratic. No rule stops inside one.
    /// </summary>
    private void FindClusters()
    {
        if (_clusters.Length < Length) _clusters = new int[_chars.Length];
        for (int start = 0, end; start < Length; start = end)
        {
            end = ClusterEnd(start);
            _clusters[start] = end;
            for (var inside = start + 1; inside < end; inside++)
            {
                _clusters[inside] = start;
                _classes[inside] &= unchecked((byte)~CharClasses.Stop);
            }
        }
    }

    // Two code units that attach to nothing are two clusters, and no call is needed to know it.
    private int ClusterEnd(int start) =>
        start + 1 >= Length || !Is(start, CharKinds.Complex) && !Is(start + 1, CharKinds.Complex) && _chars[start] != '\r'
            ? start + 1
            : start + StringInfo.GetNextTextElementLength(Chars[start..]);
}

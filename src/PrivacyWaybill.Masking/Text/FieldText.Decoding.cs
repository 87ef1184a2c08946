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

/// <content>How it is decoded.</content>
internal sealed partial class FieldText
{
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

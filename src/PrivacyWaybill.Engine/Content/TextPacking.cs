using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Engine.Content;

/// <summary>
/// Texts in less room: UTF-8 spends three bytes on a Han character, of which addresses consist. Reversible for any bytes, and
/// canonical: one text has one packed form.
/// <code>
/// 00 to 7F    the byte itself
/// 80 to D1    a Han character U+4E00 to U+9FFF: high byte of its place in the block; the low byte follows
/// D2, D3      U+3000 to U+30FF, U+FF00 to U+FFFF: the low byte of the character follows
/// D4 to FD    one of 42 characters that addresses are full of
/// FE          eleven digits of which the first is 1, if they are the whole text: the others as a number of five bytes, big endian
/// FF          bytes as they are: how many (1 to 255), then these
/// </code>
/// </summary>
internal static class TextPacking
{
    /// <summary>The most that packing or unpacking makes of a byte.</summary>
    public const int MostPerByte = 3;

    // Which characters are the most frequent ones is a matter of taste; that the list never changes is not: stored
    // contents are read by it.
    private const string Frequent = "省市区县镇乡村街道路巷弄号幢栋楼座单元层室组东南西北中山江河湖海大新金阳城花园小州广";

    private const int FirstHan = 0x4E00, LastHan = 0x9FFF;
    private const byte Han = 0x80, Symbols = 0xD2, Wide = 0xD3, FirstFrequent = 0xD4, Mobile = 0xFE, AsTheyAre = 0xFF;
    private const int MobileDigits = 11, MobileLength = 6;

    private static readonly ushort[] s_codes = Codes();

    /// <summary>Packs a text and returns the packed length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">At least <see cref="MostPerByte"/> bytes a byte of the text; those behind the packed text may be written over.</param>
    public static int Pack(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, MostPerByte * text.Length, nameof(destination));
        if (text.Length == MobileDigits && text[0] == '1' && Utf8Parser.TryParse(text[1..], out ulong digits, out var read) && read == MobileDigits - 1)
        {
            destination[0] = Mobile;
            destination[1] = (byte)(digits >> 32);
            BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)digits);
            return MobileLength;
        }
        // Without bounds checks: the destination's length was checked above, the text's is in each loop.
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var (from, to) = (0, 0);
        while (from < text.Length)
        {
            var first = Unsafe.Add(ref source, from);
            if (first < Han)
            {
                Unsafe.Add(ref target, to++) = first;
                from++;
                continue;
            }
            var code = from <= text.Length - 3 ? CodeAt(ref Unsafe.Add(ref source, from)) : 0;
            if (code == 0)
            {
                var start = from++;
                while (from < text.Length && from - start < byte.MaxValue && text[from] >= Han
                    && (from > text.Length - 3 || CodeAt(ref Unsafe.Add(ref source, from)) == 0)) from++;
                destination[to++] = AsTheyAre;
                destination[to++] = (byte)(from - start);
                text[start..from].CopyTo(destination[to..]);
                to += from - start;
                continue;
            }
            // Both bytes, whether the second counts or not.
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, to), BitConverter.IsLittleEndian ? (ushort)code : BinaryPrimitives.ReverseEndianness((ushort)code));
            to += LengthOf((byte)code);
            from += 3;
        }
        return to;
    }

    /// <summary>Unpacks a text and returns its length; -1 if the bytes are no packed text.</summary>
    /// <param name="packed">The packed text.</param>
    /// <param name="destination">At least <see cref="MostPerByte"/> bytes a byte of the packed text.</param>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        var (from, to) = (0, 0);
        while (from < packed.Length)
        {
            var first = packed[from++];
            switch (first)
            {
                case < Han:
                    destination[to++] = first;
                    continue;
                case >= FirstFrequent and < Mobile:
                    to += WriteCharacter(Frequent[first - FirstFrequent], destination[to..]);
                    continue;
                case Mobile:
                    if (packed.Length - from < MobileLength - 1) return -1;
                    destination[to] = (byte)'1';
                    WriteDigits(((ulong)packed[from] << 32) | BinaryPrimitives.ReadUInt32BigEndian(packed[(from + 1)..]), destination.Slice(to + 1, MobileDigits - 1));
                    (from, to) = (from + MobileLength - 1, to + MobileDigits);
                    continue;
            }
            if (from == packed.Length) return -1;
            var second = packed[from++];
            if (first == AsTheyAre)
            {
                if (packed.Length - from < second) return -1;
                packed.Slice(from, second).CopyTo(destination[to..]);
                (from, to) = (from + second, to + second);
                continue;
            }
            var high = first switch { Symbols => 0x3000, Wide => 0xFF00, _ => FirstHan + ((first - Han) << 8) };
            to += WriteCharacter(high + second, destination[to..]);
        }
        return to;
    }

    /// <summary>The packed form of the character whose three bytes begin there: its first byte in the low half; 0 if it has none.</summary>
    private static int CodeAt(ref byte character)
    {
        int first = character, second = Unsafe.Add(ref character, 1) ^ 0x80, third = Unsafe.Add(ref character, 2) ^ 0x80;
        if ((first & 0xF0) != 0xE0 || (second | third) > 0x3F) return 0;
        return s_codes[((first & 0x0F) << 12) | (second << 6) | third];
    }

    /// <summary>1 for a frequent character, 2 for another; without a branch, which would be foreseen half of the time.</summary>
    private static int LengthOf(byte first) => 1 + (int)((uint)(first - FirstFrequent) >> 31);

    private static void WriteDigits(ulong digits, Span<byte> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--) (digits, destination[i]) = (digits / 10, (byte)('0' + digits % 10));
    }

    private static int WriteCharacter(int character, Span<byte> destination)
    {
        destination[0] = (byte)(0xE0 | character >> 12);
        destination[1] = (byte)(0x80 | ((character >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (character & 0x3F));
        return 3;
    }

    /// <summary>The packed form of each character of three bytes, by its code point.</summary>
    private static ushort[] Codes()
    {
        var codes = new ushort[0x10000];
        for (var c = FirstHan; c <= LastHan; c++) codes[c] = Code(Han + ((c - FirstHan) >> 8), c - FirstHan);
        for (var c = 0x3000; c <= 0x30FF; c++) codes[c] = Code(Symbols, c);
        for (var c = 0xFF00; c <= 0xFFFF; c++) codes[c] = Code(Wide, c);
        for (var i = 0; i < Frequent.Length; i++) codes[Frequent[i]] = (ushort)(FirstFrequent + i);
        return codes;

        static ushort Code(int first, int second) => (ushort)(first | (byte)second << 8);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Masking.Text;

/// <summary>Reads the characters of short fields of nothing but Han characters, which need no decoding of the whole.</summary>
internal static class HanBytes
{
    /// <summary>The bytes of a Han character of the BMP in UTF-8.</summary>
    public const int Length = 3;

    /// <summary>The character at an offset, three bytes before the end at most: one of U+3000 to U+9FFF, or U+0000 for anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Decode(ReadOnlySpan<byte> source, int offset)
    {
        ref var bytes = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), offset);
        int first = bytes, second = Unsafe.Add(ref bytes, 1) ^ 0x80, third = Unsafe.Add(ref bytes, 2) ^ 0x80;
        return (uint)(first - 0xE3) <= 0xE9 - 0xE3 && (second | third) <= 0x3F ? (char)((first & 0x0F) << 12 | second << 6 | third) : '\0';
    }
}

using System.Buffers.Binary;
using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>The fast path of the phone field: eleven ASCII digits that start with 1 and nothing else, as most fields are.</summary>
internal static class PlainMobile
{
    private const int Digits = PhoneStyle.MobileDigits;

    // Two overlapping words hold all eleven bytes.
    private const int LastWord = PhoneStyle.LastWord;

    private const ulong Stars = '*' * 0x0101010101010101UL;

    /// <summary>Masks such a field as <see cref="PhoneRule"/> would, without decoding it; false for any other.</summary>
    public static bool TryMask(PhoneStyle style, ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        written = 0;
        if (source.Length != Digits || source[0] != '1' || destination.Length < Digits) return false;
        var first = BinaryPrimitives.ReadUInt64LittleEndian(source);
        var last = BinaryPrimitives.ReadUInt64LittleEndian(source[LastWord..]);
        if (!AreDigits(first) || !AreDigits(last)) return false;
        if (style.Smiles)
        {
            source[..style.MobileHead].CopyTo(destination);
            "^_^"u8.CopyTo(destination[style.MobileHead..]);
            source[^style.Tail..].CopyTo(destination[(style.MobileHead + 3)..]);
            written = style.MobileHead + 3 + style.Tail;
            return true;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination, first & style.KeepFirst | Stars & ~style.KeepFirst);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[LastWord..], last & style.KeepLast | Stars & ~style.KeepLast);
        written = Digits;
        return true;
    }

    // A digit has the high half 3, and adding 6 to its low half carries nothing into it.
    private static bool AreDigits(ulong word) =>
        ((word & 0xF0F0F0F0F0F0F0F0) | ((word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4) == 0x3333333333333333;
}

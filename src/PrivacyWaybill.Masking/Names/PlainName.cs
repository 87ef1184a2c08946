using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>The fast path of the name field: two to four Han characters that do not end like a title.</summary>
internal static class PlainName
{
    private const int Han = 3;
    private const int Shortest = 2;
    private const int Longest = 4;

    // A stop where a name may be more than surname and given name.
    private static readonly CharClasses s_classes = new(
        ~CharKinds.AllHan, NameWords.LastCharacters + Organisations.LastCharacters);

    /// <summary>Masks such a field as <see cref="NameRule"/> would, without decoding it; false for any other.</summary>
    public static bool TryMask(FieldStyles styles, ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        written = 0;
        var count = source.Length / Han;
        if (source.Length is not (Shortest * Han or 3 * Han or Longest * Han) || destination.Length < source.Length || styles.Name != NameStyle.Surname) return false;
        var (first, second) = (Decode(source, 0), Decode(source, Han));
        for (var i = 0; i < count; i++)
        {
            var unit = Decode(source, i * Han);
            if (unit == 0 || IsStop(unit) && (i == count - 1 || !CharKinds.Is(unit, CharKinds.AllHan))) return false;
        }

        var shown = count > Shortest && Surnames.IsCompound(first, second) ? 2 : 1;
        written = shown * Han + count - shown;
        // A loop over a handful of bytes is faster than two calls.
        for (var i = 0; i < written; i++) destination[i] = i < shown * Han ? source[i] : (byte)'*';
        return true;
    }

    // Three bytes of U+3000 to U+9FFF; 0 for anything else.
    private static char Decode(ReadOnlySpan<byte> source, int index)
    {
        ref var bytes = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), index);
        int first = bytes, second = Unsafe.Add(ref bytes, 1) ^ 0x80, third = Unsafe.Add(ref bytes, 2) ^ 0x80;
        return (uint)(first - 0xE3) <= 0xE9 - 0xE3 && (second | third) <= 0x3F ? (char)((first & 0x0F) << 12 | second << 6 | third) : '\0';
    }

    private static bool IsStop(char unit) => (Unsafe.Add(ref s_classes.First, unit) & CharClasses.Stop) != 0;
}

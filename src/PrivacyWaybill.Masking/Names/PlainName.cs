using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>The fast path of the name field: two to four Han characters that neither start like a compound surname nor end like a title.</summary>
internal static class PlainName
{
    private const int Han = 3;
    private const int Shortest = 2;
    private const int Longest = 4;

    // A stop where a name may be more than surname and given name.
    private static readonly CharClasses s_classes = new(
        ~CharKinds.AllHan, NameWords.LastCharacters + Organisations.LastCharacters + Surnames.CompoundStarts);

    /// <summary>Masks such a field as <see cref="NameRule"/> would, without decoding it; false for any other.</summary>
    public static bool TryMask(FieldStyles styles, ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        written = 0;
        var count = source.Length / Han;
        if (source.Length is not (Shortest * Han or 3 * Han or Longest * Han) || destination.Length < source.Length || styles.Name != NameStyle.Surname) return false;
        for (var i = 0; i < count; i++)
        {
            var unit = Decode(source, i * Han);
            if (unit == 0 || IsStop(unit) && (i == 0 || i == count - 1 || !CharKinds.Is(unit, CharKinds.AllHan))) return false;
        }

        source[..Han].CopyTo(destination);
        destination.Slice(Han, count - 1).Fill(styles.Filler);
        written = Han + count - 1;
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

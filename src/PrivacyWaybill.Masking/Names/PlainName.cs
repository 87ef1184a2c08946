using System.Runtime.CompilerServices;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>The fast path of the name field: two to four Han characters that do not end like a title.</summary>
internal static class PlainName
{
    private const int Han = HanBytes.Length;
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
        var (first, second) = (HanBytes.Decode(source, 0), HanBytes.Decode(source, Han));
        for (var i = 0; i < count; i++)
        {
            var unit = HanBytes.Decode(source, i * Han);
            if (unit == 0 || IsStop(unit) && (i == count - 1 || !CharKinds.Is(unit, CharKinds.AllHan))) return false;
        }

        var shown = count > Shortest && Surnames.IsCompound(first, second) ? 2 : 1;
        written = shown * Han + count - shown;
        // A loop over a handful of bytes is faster than two calls.
        for (var i = 0; i < written; i++) destination[i] = i < shown * Han ? source[i] : (byte)'*';
        return true;
    }

    private static bool IsStop(char unit) => (Unsafe.Add(ref s_classes.First, unit) & CharClasses.Stop) != 0;
}

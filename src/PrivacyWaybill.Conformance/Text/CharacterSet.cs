namespace PrivacyWaybill.Conformance.Text;

/// <summary>A set of characters of the basic plane, asked in constant time.</summary>
internal sealed class CharacterSet
{
    private readonly ulong[] _bits = new ulong[1024];

    public CharacterSet(string characters)
    {
        foreach (var character in characters) _bits[character >> 6] |= 1UL << (character & 63);
    }

    public bool Contains(int rune) => (uint)rune <= 0xFFFF && (_bits[rune >> 6] >> (rune & 63) & 1) != 0;

    public bool Contains(Glyph glyph) => Contains(glyph.Rune);
}

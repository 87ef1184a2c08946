using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// A set of UTF-16 code units, a bit each: one look answers, where a search over some hundred Han characters took 5 to 20 ns.
/// </summary>
internal sealed class CharSet
{
    private const int Bits = 64;

    private readonly ulong[] _words = new ulong[(char.MaxValue + 1) / Bits];

    /// <summary>The set of the characters of a text, also repeated.</summary>
    public CharSet(ReadOnlySpan<char> characters)
    {
        foreach (var c in characters) _words[c / Bits] |= 1UL << c;
    }

    /// <summary>Whether a character is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(char c) => (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_words), c / Bits) >> c & 1) != 0;

    /// <summary>Whether one of some characters is in the set.</summary>
    public bool ContainsAny(ReadOnlySpan<char> characters)
    {
        foreach (var c in characters)
            if (Contains(c)) return true;
        return false;
    }
}

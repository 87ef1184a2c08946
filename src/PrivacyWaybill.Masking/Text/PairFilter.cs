using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// Tells whether one of many words may start with two characters: never wrong when it says no. Most places where a word
/// could start by its first character fail on the second, and one look here is cheaper than asking the tables.
/// </summary>
internal sealed class PairFilter
{
    private const int Bits = 64;

    private readonly ulong[] _words = new ulong[(char.MaxValue + 1) / Bits];

    /// <summary>Adds the pair with which a word starts.</summary>
    public void Add(char first, char second)
    {
        var hash = Hash(first, second);
        _words[hash / Bits] |= 1UL << hash;
    }

    /// <summary>Whether a word may start with the pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayContain(char first, char second)
    {
        var hash = Hash(first, second);
        return (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_words), hash / Bits) >> hash & 1) != 0;
    }

    private static int Hash(char first, char second) => (ushort)(first * 0x9E37 ^ second * 0x85EB);
}

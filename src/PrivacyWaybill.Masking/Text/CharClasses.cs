using System.Runtime.InteropServices;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// What a rule makes of every UTF-16 code unit, in one byte: its <see cref="CharKind"/>, and whether the rule has to
/// stop at it. One look into the table while a field is decoded spares the rules a look at each character: most of an
/// address is characters that nothing depends on.
/// </summary>
internal sealed class CharClasses
{
    /// <summary>Set for a code unit at which the rule stops.</summary>
    public const byte Stop = 0x80;

    /// <summary>Set for a code unit for which the rule looks ahead from a stop.</summary>
    public const byte Hint = 0x40;

    /// <summary>Set for an ASCII digit.</summary>
    public const byte Digit = 0x20;

    /// <summary>The bits of a class that hold the kind.</summary>
    public const byte Kind = 0x1F;

    private readonly byte[] _table;

    /// <summary>Classes of a rule that stops at some kinds, and at some characters of other kinds.</summary>
    /// <param name="kinds">A set of kinds.</param>
    /// <param name="characters">Characters, in any order, also repeated.</param>
    /// <param name="hints">Characters for which it looks ahead.</param>
    /// <param name="hintKinds">Kinds of characters for which it does.</param>
    public CharClasses(uint kinds, ReadOnlySpan<char> characters, ReadOnlySpan<char> hints = default, uint hintKinds = 0)
    {
        _table = new byte[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var kind = CharKinds.Of((char)c);
            _table[c] = (byte)((byte)kind | (kind is CharKind.Digit ? Digit : 0) | ((1u << (int)kind & kinds) != 0 ? Stop : 0) | ((1u << (int)kind & hintKinds) != 0 ? Hint : 0));
        }

        foreach (var c in characters) _table[c] |= Stop;
        foreach (var c in hints) _table[c] |= Hint;
    }

    /// <summary>Classes of a rule that looks at every character.</summary>
    public static CharClasses WithoutStops { get; } = new(0, []);

    /// <summary>The class of U+0000; the others lie behind it.</summary>
    public ref byte First => ref MemoryMarshal.GetArrayDataReference(_table);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// A field decoded once: UTF-16 code units, which make rules readable, each with its class and with the offset of its
/// byte in the source, which lets kept parts be copied.
/// </summary>
/// <remarks>
/// One instance serves field after field. As a value over the stack its spans were copied from rule to rule,
/// which took a third of the time of an address.
/// </remarks>
internal sealed partial class FieldText
{
    private const int MaskBits = 64;

    private readonly char[] _chars;
    private readonly byte[] _classes;
    private readonly int[] _offsets;

    // Where a grapheme cluster starts, its end; inside one, its start. Of texts that hold what may attach, and made for the first.
    private int[] _clusters = [];

    // Bit i: the rule has to stop at index i, looks ahead for it, or it is an ASCII digit. Of the first 64; most fields are shorter.
    private ulong _stops;
    private ulong _hints;
    private ulong _digits;

    /// <summary>Room for a source of some bytes, <see cref="MaskBits"/> at least.</summary>
    public FieldText(int capacity)
    {
        _chars = new char[capacity];
        _classes = new byte[capacity];
        _offsets = new int[capacity + 1];
    }

    /// <summary>The length in UTF-16 code units.</summary>
    public int Length { get; private set; }

    /// <summary>The set of kinds that occur.</summary>
    public uint Seen { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Chars => new(_chars, 0, Length);

    /// <summary>The code unit at an index, or U+0000 outside the text.</summary>
    public char this[int index] => (uint)index < (uint)Length ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chars), index) : '\0';

    /// <summary>The kind at an index; <see cref="CharKind.Space"/> outside the text, which ends every word.</summary>
    public CharKind KindAt(int index) =>
        (uint)index < (uint)Length ? (CharKind)(ClassAt(index) & CharClasses.Kind) : CharKind.Space;

    /// <summary>Whether the kind at an index is in a set; outside the text it is not.</summary>
    public bool Is(int index, uint kinds) =>
        (uint)index < (uint)Length && (1u << (ClassAt(index) & CharClasses.Kind) & kinds) != 0;

    /// <summary>Whether a word stands at an index.</summary>
    public bool Has(int index, string word)
    {
        if ((uint)index > (uint)Length || word.Length > Length - index) return false;
        // Words are short and most differ at once: a loop is faster than a call.
        ref var unit = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chars), index);
        for (var i = 0; i < word.Length; i++)
            if (Unsafe.Add(ref unit, i) != word[i]) return false;
        return true;
    }

    /// <summary>The offset in the source of a code unit, or of the end.</summary>
    public int OffsetOf(int index) => _offsets[index];

    /// <summary>The first index from one on at which the rule has to stop; the length when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextStop(int index)
    {
        if (Length <= MaskBits)
        {
            var stops = index < MaskBits ? _stops >> index : 0;
            return stops == 0 ? Length : index + BitOperations.TrailingZeroCount(stops);
        }

        var distance = new ReadOnlySpan<byte>(_classes, index, Length - index).IndexOfAnyInRange(CharClasses.Stop, byte.MaxValue);
        return distance < 0 ? Length : index + distance;
    }

    /// <summary>How many ASCII digits stand together from an index of the text on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DigitsAt(int index)
    {
        if (Length <= MaskBits && (uint)index < MaskBits) return BitOperations.TrailingZeroCount(~(_digits >> index));
        var end = index;
        while (KindAt(end) is CharKind.Digit) end++;
        return end - index;
    }

    /// <summary>
    /// Whether fewer ASCII digits than so many stand at an index, and behind them the end or what can neither hide more digits
    /// nor join them to these; false when unknown.
    /// </summary>
    public bool IsShortNumber(int index, int digits)
    {
        var count = DigitsAt(index);
        if (count == 0 || count >= digits || (Seen & CharKinds.Complex) != 0) return false;
        return index + count == Length || Is(index + count, 1u << (int)CharKind.Han | 1u << (int)CharKind.HanTen | 1u << (int)CharKind.Separator)
            || Is(index + count, 1u << (int)CharKind.Latin) && this[index + count] is not ('x' or 'X');
    }

    /// <summary>Whether the text ends, from an index on, with nothing for which the rule looks ahead and with no number of so many ASCII digits; false when unknown.</summary>
    public bool IsPlainBehind(int index, int digits)
    {
        if (Length > MaskBits || _hints >> index != 0) return false;
        var runs = _digits >> index;
        for (var i = 1; i < digits; i++) runs &= runs >> 1;
        return runs == 0;
    }

    /// <summary>Whether a character for which the rule looks ahead stands in a range, which may reach past the end.</summary>
    public bool HasHint(int from, int to)
    {
        if (Length <= MaskBits && (uint)from < MaskBits) return (_hints >> from & ~(ulong.MaxValue << (to - from))) != 0;
        to = Math.Min(to, Length);
        var classes = 0;
        for (var i = from; i < to; i++) classes |= ClassAt(i);
        return (classes & CharClasses.Hint) != 0;
    }

    /// <summary>The index after the grapheme cluster (UAX #29) that starts at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextGrapheme(int index) => (Seen & CharKinds.Complex) == 0 ? index + 1 : NextGraphemeSlow(index);

    /// <summary>The start of the grapheme cluster that holds an index.</summary>
    public int GraphemeStart(int index) =>
        (Seen & CharKinds.Complex) == 0 || (uint)index >= (uint)Length ? index : Math.Min(index, _clusters[index]);

    /// <summary>The index itself when it is between two grapheme clusters, or the end of the one that holds it.</summary>
    public int GraphemeEnd(int index)
    {
        if (index >= Length) return Length;
        var start = GraphemeStart(index);
        return start == index ? index : NextGrapheme(start);
    }

    /// <summary>Whether a word of Han characters may start or end at an index without taking a grapheme apart.</summary>
    public bool IsCut(int index) =>
        (Seen & CharKinds.Complex) == 0
        || KindAt(index) is not CharKind.Joining && KindAt(index - 1) is not CharKind.Joining;

    /// <summary>The number of grapheme clusters in a range.</summary>
    public int CountGraphemes(int from, int to)
    {
        if ((Seen & CharKinds.Complex) == 0)
            return (Seen & 1u << (int)CharKind.Space) == 0 ? to - from : to - from - Chars[from..to].Count("\r\n");
        var count = 0;
        for (; from < to; from = NextGrapheme(from)) count++;
        return count;
    }

    private byte ClassAt(int index) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_classes), index);

    private int NextGraphemeSlow(int index) => index >= Length ? index + 1 : _clusters[GraphemeStart(index)];
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Short texts that masking was seen to leave as they are: divisions, goods, companies. Waybills repeat them all day.
/// Texts that masking changes are never kept. Safe for concurrent use;
/// bounded.
/// </summary>
internal sealed class UnchangedTexts
{
    /// <summary>Longer ones are seldom repeated.</summary>
    public const int LongestText = 48;

    // Some 3,000 counties, as many towns as one region's stations see, and goods: 1 MB when all are taken.
    private const int SlotBits = 14;

    private const uint AddedOfTurnedAway = 16;

    // A count that two threads make at once may be lost; nobody minds.
    private uint _turnedAway;

    private readonly Known?[] _slots = new Known?[1 << SlotBits];

    /// <summary>Whether a masker's rule is known to leave a text as it is.</summary>
    public bool Contains(WaybillMasker masker, WaybillField kind, ReadOnlySpan<byte> text) =>
        Volatile.Read(ref _slots[SlotOf(masker, kind, text)]) is { } known && known.Is(masker, kind, text);

    /// <summary>
    /// Notes that a masker's rule left a text as it is, and had nothing to say about it. One that stands in the place already
    /// mostly stays: texts that come once must not push out those that come all day.
    /// </summary>
    public void Add(WaybillMasker masker, WaybillField kind, ReadOnlySpan<byte> text)
    {
        if (Volatile.Read(ref _slots[SlotOf(masker, kind, text)]) is null || _turnedAway++ % AddedOfTurnedAway == 0) Put(masker, kind, text);
    }

    private void Put(WaybillMasker masker, WaybillField kind, ReadOnlySpan<byte> text) =>
        Volatile.Write(ref _slots[SlotOf(masker, kind, text)], new Known(masker, kind, text));

    /// <summary>
    /// By both ends of the text. Of texts with the same ends one is known, which costs the others time and nothing else; so
    /// nobody can make more of it by choosing texts.
    /// </summary>
    private static int SlotOf(WaybillMasker masker, WaybillField kind, ReadOnlySpan<byte> text)
    {
        ulong first, last;
        if (text.Length >= sizeof(ulong))
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(text);
            last = BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
        }
        else
        {
            (first, last) = (0, (ulong)text.Length);
            foreach (var b in text) first = first << 8 | b;
        }
        // Sender and recipient have maskers of their own, and often the same divisions.
        var of = (ulong)RuntimeHelpers.GetHashCode(masker) << 32 ^ (ulong)kind << 56 ^ (ulong)text.Length << 24;
        var mixed = (first * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(last * 0xC2B2AE3D27D4EB4F, 29) ^ of;
        return (int)(mixed * 0x9E3779B97F4A7C15 >> (64 - SlotBits));
    }

    /// <summary>A text, in one piece with what belongs to it: each look elsewhere would cost as much as the comparison.</summary>
    private sealed class Known
    {
        private readonly WaybillMasker _masker;
        private readonly WaybillField _kind;
        private readonly int _length;
        private readonly Characters _text;

        public Known(WaybillMasker masker, WaybillField kind, ReadOnlySpan<byte> text)
        {
            (_masker, _kind, _length) = (masker, kind, text.Length);
            text.CopyTo(_text);
        }

        public bool Is(WaybillMasker masker, WaybillField kind, ReadOnlySpan<byte> text) =>
            ReferenceEquals(_masker, masker) && _kind == kind && text.SequenceEqual(((ReadOnlySpan<byte>)_text)[.._length]);
    }

    [InlineArray(LongestText)]
    private struct Characters
    {
        private byte _first;
    }
}

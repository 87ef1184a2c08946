using System.Numerics;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>
/// A set of texts of a waybill, walked in their order. Most of a waybill's texts are absent: to walk over those that are there
/// costs a third of asking for each.
/// </summary>
/// <param name="Bits">A bit for each, by its <see cref="TextField"/>.</param>
public readonly record struct TextFieldSet(ulong Bits)
{
    /// <summary>The set of these.</summary>
    public static TextFieldSet Of(params IEnumerable<TextField> fields) => new(fields.Aggregate(0UL, static (bits, field) => bits | 1UL << (int)field));

    /// <summary>Those that are in both.</summary>
    public static TextFieldSet operator &(TextFieldSet left, TextFieldSet right) => new(left.Bits & right.Bits);

    /// <summary>Whether it has none.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>Whether one is in it.</summary>
    public bool Contains(TextField field) => (Bits >> (int)field & 1) != 0;

    /// <summary>Walks over it.</summary>
    public Walk GetEnumerator() => new(Bits);

    /// <summary>The way through a set.</summary>
    public struct Walk(ulong bits)
    {
        /// <summary>Where it is.</summary>
        public TextField Current { get; private set; }

        /// <summary>Goes to the next; false behind the last.</summary>
        public bool MoveNext()
        {
            if (bits == 0) return false;
            Current = (TextField)BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            return true;
        }
    }
}

namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>
/// Decides which forms one waybill wears. Of every five waybills in a row one is odd, and the odd ones go through the
/// row of all odd forms of all tables in turn, two forms half the row apart at a time: what is odd in practice seldom
/// is so in one field alone. So every form appears once in about (5 × number of odd forms / 2) waybills. Each other
/// field of an odd waybill has one chance in six of being odd too.
/// </summary>
/// <param name="dice">The waybill's draws.</param>
/// <param name="turn">Whose turn it is: a place in the row of all odd forms, or −1 for an ordinary waybill.</param>
/// <param name="oddForms">Length of that row. No table holds more than half of it.</param>
/// <param name="categories">Receives the names of the chosen forms.</param>
public sealed class OddRotation(Dice dice, int turn, int oddForms, ICollection<string> categories)
{
    /// <summary>How many waybills in a row have one odd one among them, unless another number is asked for.</summary>
    public const int Period = 5;

    private int _passed;

    /// <summary>Whose turn it is at an index, or −1.</summary>
    /// <param name="seed">Which sequence.</param>
    /// <param name="index">Which item of it, from 0.</param>
    /// <param name="oddForms">Number of odd forms of all tables.</param>
    /// <param name="period">How many in a row have one odd one among them.</param>
    public static int TurnAt(ulong seed, long index, int oddForms, int period = Period)
    {
        var (round, place) = Math.DivRem(index, period);
        var start = SplitMix64.Mix(seed);
        var oddPlace = (long)(SplitMix64.Mix(start ^ (ulong)round) % (ulong)period);
        return place == oddPlace ? (int)(((ulong)round + start % (ulong)oddForms) % (ulong)oddForms) : -1;
    }

    /// <summary>Draws a field whose form may be odd. Every table must be asked once, and in the same order.</summary>
    public T Draw<T>(FormTable<T> table)
    {
        if (turn < 0) return DrawOrdinary(table);
        var first = turn - _passed;
        var second = (turn + oddForms / 2) % oddForms - _passed;
        _passed += table.Odd.Count;
        if (first >= 0 && first < table.Odd.Count) return Take(table.Odd[first]);
        if (second >= 0 && second < table.Odd.Count) return Take(table.Odd[second]);
        return dice.Next(6) == 0 ? Take(table.DrawOdd(dice)) : DrawOrdinary(table);
    }

    /// <summary>Draws a field in one of its ordinary forms.</summary>
    public T DrawOrdinary<T>(FormTable<T> table) => Take(table.DrawOrdinary(dice));

    private T Take<T>(Form<T> form)
    {
        categories.Add(form.Category);
        return form.Make(dice);
    }
}

namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>The draws of one waybill. Two dice of the same seed and index fall the same way.</summary>
/// <param name="seed">Which sequence.</param>
/// <param name="index">Which item of it.</param>
public sealed class Dice(ulong seed, long index)
{
    // Mixed twice: neighbouring indices would otherwise start from overlapping words of one SplitMix64 sequence.
    private Xoshiro256 _bits = new(SplitMix64.Mix(SplitMix64.Mix(seed) + (ulong)index));

    /// <summary>A number from 0 to <paramref name="bound"/> − 1. The bias of the multiplication is below 2^-32.</summary>
    public int Next(int bound) => (int)((ulong)(uint)bound * (_bits.Next() >> 32) >> 32);

    /// <summary>A number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + Next(last - first + 1);

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Chance(int percent) => Next(100) < percent;

    /// <summary>One of the choices, each as likely as the others.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Next(choices.Length)];

    /// <summary><paramref name="count"/> decimal digits.</summary>
    public string Digits(int count)
    {
        Span<char> digits = stackalloc char[count];
        foreach (ref var digit in digits) digit = (char)('0' + Next(10));
        return new string(digits);
    }
}

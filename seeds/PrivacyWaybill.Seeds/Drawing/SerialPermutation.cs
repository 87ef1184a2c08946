namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>
/// Turns an index into a serial number that no other index of the same sequence gets: i → a·i + b modulo the count of
/// serials, with a coprime to the count. Another seed gives another a and b.
/// </summary>
public sealed class SerialPermutation
{
    private readonly UInt128 _factor;
    private readonly UInt128 _offset;

    /// <summary>Draws a and b.</summary>
    public SerialPermutation(ulong seed)
    {
        var spread = new SplitMix64(~seed);
        var factor = spread.Next() >> 1;
        while (factor % 2 == 0 || factor % 5 == 0 || factor % 13 == 0) factor++;
        _factor = factor;
        _offset = spread.Next();
    }

    /// <summary>The serial of <paramref name="index"/>, below <paramref name="count"/>.</summary>
    /// <param name="index">From 0; two indices have the same serial only if they differ by a multiple of the count.</param>
    /// <param name="count">How many serials there are: a product of 2, 5 and 13 alone.</param>
    public ulong At(long index, ulong count) => (ulong)((_factor * (ulong)index + _offset) % count);
}

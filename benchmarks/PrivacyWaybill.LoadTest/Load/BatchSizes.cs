using System.Globalization;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Waybills a batch: each size of a range as often as the others.</summary>
/// <param name="Least">The smallest, from 1.</param>
/// <param name="Most">The largest, up to 1,000.</param>
internal readonly record struct BatchSizes(int Least, int Most)
{
    /// <summary>The contract's limit.</summary>
    public const int Limit = 1_000;

    /// <summary>On average.</summary>
    public double Average => (Least + Most) / 2.0;

    /// <summary>The size of a batch, by its place.</summary>
    public int At(int index) => Least + index % (Most - Least + 1);

    /// <summary>Reads <c>256</c> or <c>1-10</c>.</summary>
    /// <returns>Null if it is neither, or beyond the limit.</returns>
    public static BatchSizes? Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least)) return null;
        if (!int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var most)) return null;
        return least >= 1 && most >= least && most <= Limit ? new BatchSizes(least, most) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Least == Most ? $"{Least}" : $"{Least}-{Most}";
}

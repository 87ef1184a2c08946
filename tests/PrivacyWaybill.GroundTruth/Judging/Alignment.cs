using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Judging;

/// <summary>
/// Finds out which characters of a source a masked text shows. Masked text is its source with runs of characters
/// replaced by runs of stars that are not longer; where equal characters allow several readings, the one that shows the
/// fewest secrets and loses the least counts, because a reader of the label cannot tell them apart either.
/// </summary>
internal static class Alignment
{
    private const int Leak = 20;
    private const int Loss = 10;
    private const int Removed = 40;
    private const int Inserted = 5_000;
    private const int Star = '*';

    /// <summary>Sets what is shown. False when the masked text holds something that its source does not.</summary>
    public static bool Find(ReadOnlySpan<int> source, ReadOnlySpan<Label> labels, ReadOnlySpan<int> masked, Span<bool> shown)
    {
        shown.Clear();
        var head = 0;
        while (head < source.Length && head < masked.Length && masked[head] != Star && IsSame(source[head], masked[head]))
            shown[head++] = true;
        var tail = 0;
        while (tail < source.Length - head && tail < masked.Length - head && masked[^(tail + 1)] != Star && IsSame(source[^(tail + 1)], masked[^(tail + 1)]))
            shown[^(++tail)] = true;

        var middle = masked[head..^tail];
        var length = source.Length - head - tail;
        if (middle.Length <= length && (middle.Length > 0 || length == 0) && !middle.ContainsAnyExcept(Star))
            return true;
        return FindBest(source[head..^tail], labels[head..^tail], middle, shown[head..^tail]);
    }

    private static bool FindBest(ReadOnlySpan<int> source, ReadOnlySpan<Label> labels, ReadOnlySpan<int> masked, Span<bool> shown)
    {
        // costs[i, j]: the cheapest reading of the rest, from source i and masked j on.
        var costs = new int[source.Length + 1, masked.Length + 1];
        var steps = new Step[source.Length + 1, masked.Length + 1];
        for (var i = source.Length; i >= 0; i--)
        {
            for (var j = masked.Length; j >= 0; j--)
            {
                if (i == source.Length && j == masked.Length)
                    continue;
                var best = int.MaxValue;
                var step = default(Step);
                void Try(int cost, Step candidate)
                {
                    if (cost < best)
                        (best, step) = (cost, candidate);
                }

                var hide = i < source.Length && labels[i].Exposure == Exposure.Keep ? Loss : 0;
                if (i < source.Length && j < masked.Length && masked[j] != Star && IsSame(source[i], masked[j]))
                    Try(costs[i + 1, j + 1] + CostOfShowing(labels[i]), Step.Show);
                if (i < source.Length && j < masked.Length && masked[j] == Star)
                    Try(costs[i + 1, j + 1] + (source[i] == Star ? 0 : hide), Step.Cover);
                if (i < source.Length && j > 0 && masked[j - 1] == Star)
                    Try(costs[i + 1, j] + hide, Step.Stretch);
                if (i < source.Length)
                    Try(costs[i + 1, j] + hide + Removed, Step.Stretch);
                if (j < masked.Length)
                    Try(costs[i, j + 1] + Inserted, Step.Insert);
                costs[i, j] = best;
                steps[i, j] = step;
            }
        }

        var faithful = costs[0, 0] < Inserted;
        for (int i = 0, j = 0; i < source.Length || j < masked.Length;)
        {
            switch (steps[i, j])
            {
                case Step.Show:
                    shown[i++] = true;
                    j++;
                    break;
                case Step.Cover:
                    // A star that came with the source and still stands there is not lost.
                    shown[i] = source[i] == Star;
                    i++;
                    j++;
                    break;
                case Step.Stretch:
                    i++;
                    break;
                default:
                    j++;
                    break;
            }
        }
        return faithful;
    }

    private static int CostOfShowing(Label label) => label switch
    {
        { Exposure: Exposure.Keep } => 0,
        { Exposure: Exposure.Free } => 0,
        { Kind: SecretKind.Phone } => 1,
        _ => Leak,
    };

    /// <summary>Names are printed with the official interpunct, whichever came.</summary>
    private static bool IsSame(int source, int masked) =>
        source == masked || (masked == 0xB7 && source is '.' or 0x2022 or 0x2027 or 0x30FB or 0xFF0E or 0xFF65 or 0x2219 or 0x22C5);

    private enum Step
    {
        Show,
        Cover,
        Stretch,
        Insert,
    }
}

using System.Collections.Immutable;

namespace PrivacyWaybill.Numbers;

/// <summary>The main numbers of a pool that connect call pairs. Immutable and safe for concurrent use.</summary>
public sealed class CallPairTable
{
    /// <summary>No main numbers: no pairs are bound.</summary>
    public static readonly CallPairTable Empty = new([]);

    /// <summary>Checks that names are unique and that no main number stands in two ranges.</summary>
    /// <exception cref="SegmentException">They are not; the message names both.</exception>
    public CallPairTable(IEnumerable<CallPairRange> ranges)
    {
        Ranges = [.. ranges];
        for (var i = 0; i < Ranges.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Ranges[i].Name == Ranges[j].Name)
                    throw new SegmentException($"Call pairs '{Ranges[i].Name}' are there twice; give one of them another name.");
                if (Ranges[i].Overlaps(Ranges[j].MainNumberDigits, Ranges[j].FirstMainNumber, Ranges[j].MainNumbers))
                    throw new SegmentException($"Call pairs '{Ranges[j].Name}' and '{Ranges[i].Name}' share main numbers; a main number can stand in one range only.");
            }
            Count += Ranges[i].MainNumbers;
        }
    }

    /// <summary>The ranges, in the order of the pool file.</summary>
    public ImmutableArray<CallPairRange> Ranges { get; }

    /// <summary>Main numbers in all.</summary>
    public int Count { get; }

    /// <summary>Whether a called number connects pairs.</summary>
    public bool Contains(in ExtendedNumber number)
    {
        foreach (var range in Ranges)
            if (range.Contains(number)) return true;
        return false;
    }

    /// <summary>A main number, as a number without extension.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public ExtendedNumber NumberAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        foreach (var range in Ranges)
        {
            if (index < range.MainNumbers) return new ExtendedNumber(range.FirstMainNumber + index, 0, range.MainNumberDigits, 0);
            index -= range.MainNumbers;
        }
        throw new ArgumentOutOfRangeException(nameof(index));
    }

    /// <exception cref="SegmentException">A segment has one of these main numbers.</exception>
    internal void ThrowIfShared(ImmutableArray<NumberSegment> segments)
    {
        foreach (var segment in segments)
            foreach (var range in Ranges)
                if (range.Overlaps(segment.MainNumberDigits, segment.FirstMainNumber, segment.MainNumbers))
                    throw new SegmentException($"Call pairs '{range.Name}' and segment '{segment.Name}' share main numbers; a main number can stand in one of them only.");
    }
}

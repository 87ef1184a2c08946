using System.Collections.Immutable;

namespace PrivacyWaybill.Numbers;

/// <summary>The segments of a pool, in the order in which they are used. Immutable.</summary>
public sealed class SegmentTable
{
    private readonly Dictionary<string, NumberSegment> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<ushort, NumberSegment> _byId = [];

    /// <summary>Checks that ids and names are unique and that no main number stands in two segments.</summary>
    /// <exception cref="SegmentException">They are not; the message names both segments.</exception>
    public SegmentTable(IEnumerable<NumberSegment> segments)
    {
        Segments = [.. segments];
        foreach (var segment in Segments)
        {
            if (!_byName.TryAdd(segment.Name, segment))
                throw new SegmentException($"Segment '{segment.Name}' is there twice; give one of them another name.");
            if (!_byId.TryAdd(segment.Id, segment))
                throw new SegmentException($"Segments '{_byId[segment.Id].Name}' and '{segment.Name}' both have id {segment.Id}; give the newer one an id that was never used.");
        }
        var sorted = Segments.Sort((a, b) => (a.MainNumberDigits, a.FirstMainNumber).CompareTo((b.MainNumberDigits, b.FirstMainNumber)));
        for (var i = 1; i < sorted.Length; i++)
        {
            var (before, segment) = (sorted[i - 1], sorted[i]);
            if (before.MainNumberDigits == segment.MainNumberDigits
                && before.FirstMainNumber + before.MainNumbers > segment.FirstMainNumber)
                throw new SegmentException($"Segments '{before.Name}' and '{segment.Name}' share main numbers; a main number can stand in one segment only.");
        }
    }

    /// <summary>All segments in the order of use.</summary>
    public ImmutableArray<NumberSegment> Segments { get; }

    /// <summary>Reads a pool file (<c>{ "segments": [ { "id": 1, "name": …, … } ] }</c>).</summary>
    /// <exception cref="SegmentException">The file cannot be read or a segment cannot be used.</exception>
    public static SegmentTable Load(string path) => SegmentFile.Load(path);

    /// <summary>Reads the text of a pool file, UTF-8.</summary>
    /// <exception cref="SegmentException">The text cannot be read or a segment cannot be used.</exception>
    public static SegmentTable Parse(ReadOnlySpan<byte> json) => SegmentFile.Parse(json);

    /// <summary>The segment of a name.</summary>
    public bool TryFind(string name, out NumberSegment segment) => _byName.TryGetValue(name, out segment!);

    /// <summary>The segment of an id.</summary>
    public bool TryFind(ushort id, out NumberSegment segment) => _byId.TryGetValue(id, out segment!);

    /// <summary>The segment that a number belongs to, and its place behind that segment's permutation.</summary>
    public bool TryFind(in ExtendedNumber number, out NumberSegment segment, out long value)
    {
        foreach (var candidate in Segments)
        {
            if (!candidate.TryFind(number, out value)) continue;
            segment = candidate;
            return true;
        }
        (segment, value) = (null!, 0);
        return false;
    }
}

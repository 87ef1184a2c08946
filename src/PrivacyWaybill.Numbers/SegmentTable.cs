using System.Collections.Immutable;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// The segments of a pool, in the order in which they are used. Segments are added, never changed or taken away; who reads
/// sees the segments of one moment. Safe for concurrent use.
/// </summary>
public sealed class SegmentTable
{
    private readonly Lock _lock = new();
    private volatile State _state;

    /// <summary>Checks that ids and names are unique and that no main number stands in two segments, or in a segment and a range of call pairs.</summary>
    /// <param name="segments">The segments, in the order of use.</param>
    /// <param name="callPairs">Main numbers that no segment may have; null for none.</param>
    /// <exception cref="SegmentException">They are not; the message names both.</exception>
    public SegmentTable(IEnumerable<NumberSegment> segments, CallPairTable? callPairs = null)
    {
        CallPairs = callPairs ?? CallPairTable.Empty;
        _state = new State([.. segments], CallPairs);
    }

    /// <summary>Main numbers of call pairs, which no segment has or can be given.</summary>
    public CallPairTable CallPairs { get; }

    /// <summary>All segments in the order of use.</summary>
    public ImmutableArray<NumberSegment> Segments => _state.Segments;

    /// <summary>Checks that a segment could be added.</summary>
    /// <exception cref="SegmentException">It could not; the message names what it collides with.</exception>
    public void Check(NumberSegment segment) => _ = With(segment);

    /// <summary>Adds a segment behind the others.</summary>
    /// <exception cref="SegmentException">It collides with one of them, or with call pairs.</exception>
    internal void Add(NumberSegment segment)
    {
        lock (_lock) _state = With(segment);
    }

    /// <summary>Reads a pool file (<c>{ "segments": [ { "id": 1, "name": …, … } ], "callPairs": [ … ] }</c>).</summary>
    /// <exception cref="SegmentException">The file cannot be read, or a segment or range cannot be used.</exception>
    public static SegmentTable Load(string path) => SegmentFile.Load(path);

    /// <summary>Reads the text of a pool file, UTF-8.</summary>
    /// <exception cref="SegmentException">The text cannot be read, or a segment or range cannot be used.</exception>
    public static SegmentTable Parse(ReadOnlySpan<byte> json) => SegmentFile.Parse(json);

    /// <summary>The segment of a name.</summary>
    public bool TryFind(string name, out NumberSegment segment) => _state.ByName.TryGetValue(name, out segment!);

    /// <summary>The segment of an id.</summary>
    public bool TryFind(ushort id, out NumberSegment segment) => _state.ById.TryGetValue(id, out segment!);

    /// <summary>The segment that a number belongs to, and its place behind that segment's permutation.</summary>
    public bool TryFind(in ExtendedNumber number, out NumberSegment segment, out long value) => TryFind(_state.Segments, number, out segment, out value);

    /// <summary>Whether a main number is a segment's or that of call pairs, whatever its extensions are.</summary>
    /// <param name="mainNumber">Its decimal value.</param>
    /// <param name="digits">How many digits it has, leading zeros included.</param>
    public bool HasMainNumber(long mainNumber, int digits)
    {
        foreach (var segment in _state.Segments)
            if (digits == segment.MainNumberDigits && (ulong)(mainNumber - segment.FirstMainNumber) < (ulong)segment.MainNumbers) return true;
        return digits <= byte.MaxValue && CallPairs.Contains(new ExtendedNumber(mainNumber, 0, (byte)digits, 0));
    }

    /// <summary>The same among the segments of one moment.</summary>
    internal static bool TryFind(ImmutableArray<NumberSegment> segments, in ExtendedNumber number, out NumberSegment segment, out long value)
    {
        foreach (var candidate in segments)
        {
            if (!candidate.TryFind(number, out value)) continue;
            segment = candidate;
            return true;
        }
        (segment, value) = (null!, 0);
        return false;
    }

    private State With(NumberSegment segment) => new(_state.Segments.Add(segment), CallPairs);

    private sealed class State
    {
        public State(ImmutableArray<NumberSegment> segments, CallPairTable callPairs)
        {
            Segments = segments;
            foreach (var segment in segments)
            {
                if (!ByName.TryAdd(segment.Name, segment))
                    throw new SegmentException($"Segment '{segment.Name}' is there twice; give one of them another name.");
                if (!ById.TryAdd(segment.Id, segment))
                    throw new SegmentException($"Segments '{ById[segment.Id].Name}' and '{segment.Name}' both have id {segment.Id}; give the newer one an id that was never used.");
            }
            CheckMainNumbers(segments);
            callPairs.ThrowIfShared(segments);
            foreach (var reserve in segments.Where(static s => s.ReserveFor is not null))
                if (!ByName.TryGetValue(reserve.ReserveFor!, out var primary) || primary.ReserveFor is not null || primary.External)
                    throw new SegmentException($"Segment '{reserve.Name}': reserveFor must name another segment that is no reserve itself and not external.");
        }

        public ImmutableArray<NumberSegment> Segments { get; }

        public Dictionary<string, NumberSegment> ByName { get; } = new(StringComparer.Ordinal);

        public Dictionary<ushort, NumberSegment> ById { get; } = [];

        private static void CheckMainNumbers(ImmutableArray<NumberSegment> segments)
        {
            var sorted = segments.Sort((a, b) => (a.MainNumberDigits, a.FirstMainNumber).CompareTo((b.MainNumberDigits, b.FirstMainNumber)));
            for (var i = 1; i < sorted.Length; i++)
            {
                var (before, segment) = (sorted[i - 1], sorted[i]);
                if (before.MainNumberDigits == segment.MainNumberDigits
                    && before.FirstMainNumber + before.MainNumbers > segment.FirstMainNumber)
                    throw new SegmentException($"Segments '{before.Name}' and '{segment.Name}' share main numbers; a main number can stand in one segment only.");
            }
        }
    }
}

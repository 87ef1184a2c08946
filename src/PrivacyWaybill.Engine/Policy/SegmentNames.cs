using System.Collections.Immutable;
using System.Text;
using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>The names of the number segments from which numbers are handed out, as bytes, so that asking costs no string.</summary>
/// <param name="segments">The segments; those that are added are known from then on.</param>
public sealed class SegmentNames(SegmentTable segments)
{
    private volatile Known _known = new(segments.Segments);

    /// <summary>Names that are all there are.</summary>
    public SegmentNames(IEnumerable<string> names) : this(new SegmentTable([])) => _known = new Known(default, [.. names]);

    /// <summary>Whether a wish for this segment can be fulfilled; the empty name stands for any.</summary>
    public bool IsKnown(ReadOnlySpan<byte> name) => name.IsEmpty || Find(name) is not null;

    /// <summary>The segment's name as a string, or null for any and for an unknown one.</summary>
    public string? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (bytes, text) in Current().Names)
            if (name.SequenceEqual(bytes)) return text;
        return null;
    }

    /// <summary>A city as the segments of it write it; null if there are none.</summary>
    public string? FindCity(ReadOnlySpan<byte> city)
    {
        foreach (var (bytes, text) in Current().Cities)
            if (city.SequenceEqual(bytes)) return text;
        return null;
    }

    private Known Current()
    {
        var known = _known;
        // The array of the moment tells by itself whether it is another one.
        return known.Segments.IsDefault || known.Segments == segments.Segments ? known : _known = new Known(segments.Segments);
    }

    private sealed class Known(ImmutableArray<NumberSegment> segments, IReadOnlyList<string>? names = null)
    {
        public ImmutableArray<NumberSegment> Segments { get; } = segments;

        public (byte[] Bytes, string Name)[] Names { get; } =
            [.. (names ?? [.. segments.Where(static s => !s.External).Select(static s => s.Name)]).Select(static n => (Encoding.ASCII.GetBytes(n), n))];

        public (byte[] Bytes, string City)[] Cities { get; } = segments.IsDefault
            ? []
            : [.. segments.Where(static s => s.City.Length > 0 && !s.External).Select(static s => s.City).Distinct(StringComparer.Ordinal).Select(static c => (Encoding.UTF8.GetBytes(c), c))];
    }
}

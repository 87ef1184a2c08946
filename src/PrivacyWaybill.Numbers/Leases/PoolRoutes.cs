using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>
/// Which segments are asked for a number, in which order, as of one moment. Behind each segment stand its reserves, which are
/// asked only when it is closed.
/// </summary>
internal sealed class PoolRoutes
{
    private readonly FrozenDictionary<string, ImmutableArray<SegmentPool>> _byName, _byCity, _byCityFirst;
    private readonly FrozenDictionary<ushort, SegmentPool> _byId;

    public PoolRoutes(ImmutableArray<SegmentPool> pools)
    {
        All = pools;
        ImmutableArray<SegmentPool> primaries = [.. pools.Where(static p => p.Segment.ReserveFor is null)];
        Any = WithReserves(primaries);
        _byId = pools.ToFrozenDictionary(static p => p.Segment.Id);
        _byName = pools.ToFrozenDictionary(static p => p.Segment.Name, p => WithReserves([p]), StringComparer.Ordinal);
        var cities = primaries.GroupBy(static p => p.Segment.City, StringComparer.Ordinal).Where(static g => g.Key.Length > 0).ToList();
        _byCity = cities.ToFrozenDictionary(static g => g.Key, g => WithReserves(g), StringComparer.Ordinal);
        _byCityFirst = cities.ToFrozenDictionary(static g => g.Key, g => WithReserves(g.Concat(primaries.Except(g))), StringComparer.Ordinal);
    }

    /// <summary>All of them, in the order of the table.</summary>
    public ImmutableArray<SegmentPool> All { get; }

    /// <summary>Those that are asked for any number.</summary>
    public ImmutableArray<SegmentPool> Any { get; }

    public SegmentPool this[ushort segment] => _byId[segment];

    public SegmentPool? Find(ushort segment) => _byId.GetValueOrDefault(segment);

    /// <summary>Those that can serve a source, in the order in which they are asked; none if it is unknown.</summary>
    public ImmutableArray<SegmentPool> Of(in NumberSource source)
    {
        if (source.Segment is { } name) return _byName.GetValueOrDefault(name, []);
        if (source.City is not { } city) return Any;
        return source.CityOnly ? _byCity.GetValueOrDefault(city, []) : _byCityFirst.GetValueOrDefault(city, Any);
    }

    private ImmutableArray<SegmentPool> WithReserves(IEnumerable<SegmentPool> primaries) =>
        [.. primaries.SelectMany(p => All.Where(r => r.Segment.ReserveFor == p.Segment.Name).Prepend(p))];
}

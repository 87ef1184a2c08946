using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Benchmarks.Numbers;

/// <summary>Places of 1,000 printed numbers. Figures are per number.</summary>
[MemoryDiagnoser]
public class LocateBenchmarks
{
    private const int Size = 1_000;

    private readonly NumberRef[] _places = new NumberRef[Size];
    private readonly ExtendedNumber[] _numbers = new ExtendedNumber[Size];
    private NumberPlan _plan = null!;

    /// <summary>Numbers of the demo pool's first segment, all over it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using var master = new EphemeralMasterKeys();
        var keys = KeyRing.Create(master);
        _plan = new NumberPlan(SegmentTable.Load(Repository.Path("seeds/demo-pool.json")), s => keys.DerivePermutationKey(s.Id));
        var segment = _plan.Segments.Segments[0];
        for (var i = 0; i < Size; i++) _places[i] = new NumberRef(segment.Id, segment.Capacity / Size * i);
        _plan.Describe(_places, _numbers);
    }

    /// <summary>One inversion each.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void LocateOneByOne()
    {
        for (var i = 0; i < Size; i++) _plan.TryLocate(_numbers[i], out _places[i]);
    }

    /// <summary>One pass a segment.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void LocateBatch() => _plan.Locate(_numbers, _places);
}

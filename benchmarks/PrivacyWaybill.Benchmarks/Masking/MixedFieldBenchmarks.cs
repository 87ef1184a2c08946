using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>256 texts of one kind from sample waybills of all forms, one after another. Figures are per text.</summary>
[MemoryDiagnoser]
[Config(typeof(OneLaunch))]
public class MixedFieldBenchmarks
{
    private const int Size = 256;

    private readonly byte[] _destination = new byte[4096];
    private readonly WaybillMasker _masker = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);
    private byte[][] _sources = [];

    /// <summary>The kind of field.</summary>
    [ParamsAllValues]
    public WaybillField Field { get; set; }

    /// <summary>The texts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var all = SampleTexts.Batch(int.MaxValue).Where(text => text.Field == Field).ToArray();
        _sources = [.. Enumerable.Range(0, Size).Select(i => all[i * all.Length / Size].Source)];
    }

    /// <summary>Masks all of them.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public int Mask()
    {
        var written = 0;
        foreach (var source in _sources) written += _masker.Mask(Field, source, _destination).Written;
        return written;
    }
}

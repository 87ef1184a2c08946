using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>
/// Fields made to be slow, each under each rule and in three lengths: if time is linear in the length, a row's figures
/// per byte are alike.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(ManyCases))]
public class AdversarialBenchmarks
{
    private readonly WaybillMasker _masker = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);
    private byte[] _source = [];
    private byte[] _destination = [];

    /// <summary>What the field is full of.</summary>
    [ParamsSource(nameof(Contents))]
    public string Content { get; set; } = "";

    /// <summary>The field's length in bytes: within the limits of a request, the longest for which buffers are kept, far beyond both.</summary>
    [Params(1024, 4096, 65536)]
    public int Bytes { get; set; }

    /// <summary>All contents.</summary>
    public static IEnumerable<string> Contents => AdversarialTexts.Names;

    /// <summary>The field.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _source = AdversarialTexts.Fill(Content, Bytes);
        _destination = new byte[Bytes];
    }

    /// <summary>As a name.</summary>
    [Benchmark]
    public int Name() => _masker.MaskName(_source, _destination).Written;

    /// <summary>As a phone.</summary>
    [Benchmark]
    public int Phone() => _masker.MaskPhone(_source, _destination).Written;

    /// <summary>As an address.</summary>
    [Benchmark]
    public int Address() => _masker.MaskAddress(_source, _destination).Written;

    /// <summary>As a remark.</summary>
    [Benchmark]
    public int FreeText() => _masker.MaskFreeText(_source, _destination).Written;
}

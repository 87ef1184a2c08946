using System.Text;
using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>One text of each kind of field, in each form.</summary>
[MemoryDiagnoser]
[Config(typeof(OneLaunch))]
public class FieldBenchmarks
{
    private readonly byte[] _destination = new byte[4096];
    private readonly WaybillMasker _masker = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);
    private byte[] _source = [];

    /// <summary>The kind of field.</summary>
    [ParamsAllValues]
    public WaybillField Field { get; set; }

    /// <summary>How the text is written.</summary>
    [ParamsAllValues]
    public TextForm Form { get; set; }

    /// <summary>The text.</summary>
    [GlobalSetup]
    public void Setup() => _source = Encoding.UTF8.GetBytes(SampleTexts.Of(Field, Form));

    /// <summary>Masks it.</summary>
    [Benchmark]
    public int Mask() => _masker.Mask(Field, _source, _destination).Written;
}

using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>What it costs to check masked text against GB/T 41833: the price of live verification, beside that of masking.</summary>
[MemoryDiagnoser]
[Config(typeof(OneLaunch))]
public class ConformanceBenchmarks
{
    private readonly byte[] _destination = new byte[4096];
    private readonly WaybillMasker _masker = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);
    private (WaybillField Field, byte[] Original, byte[] Masked)[] _texts = [];

    /// <summary>The fields of the typical waybill's recipient, its remark, and all of the waybill together.</summary>
    public static IEnumerable<string> Parts => ["name", "phone", "address", "remark", "waybill"];

    /// <summary>Which part of the typical waybill.</summary>
    [ParamsSource(nameof(Parts))]
    public string Part { get; set; } = "";

    /// <summary>Originals and their masked forms.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var texts = SampleTexts.TypicalWaybill;
        MaskedText[] chosen = Part switch
        {
            "name" => [texts[3]],
            "phone" => [texts[4]],
            "address" => [texts[5]],
            "remark" => [texts[6]],
            _ => texts,
        };
        _texts = [.. chosen.Select(text => (text.Field, text.Source, _destination[..Masked(text.Field, text.Source)].ToArray()))];
    }

    /// <summary>Masking, for comparison.</summary>
    [Benchmark(Baseline = true)]
    public int Mask()
    {
        var written = 0;
        foreach (var (field, original, _) in _texts) written += Masked(field, original);
        return written;
    }

    /// <summary>Checking with the original at hand, as live verification does.</summary>
    [Benchmark]
    public bool Check()
    {
        var holds = true;
        foreach (var (field, original, masked) in _texts) holds &= ConformanceChecker.Check(CheckedAs(field), original, masked).Holds;
        return holds;
    }

    /// <summary>Checking what can be read off a label.</summary>
    [Benchmark]
    public bool CheckPrinted()
    {
        var holds = true;
        foreach (var (field, _, masked) in _texts) holds &= ConformanceChecker.CheckPrinted(CheckedAs(field), masked).Holds;
        return holds;
    }

    private int Masked(WaybillField field, byte[] source) => _masker.Mask(field, source, _destination).Written;

    private static CheckedField CheckedAs(WaybillField field) => field switch
    {
        WaybillField.Name => CheckedField.Name,
        WaybillField.Phone => CheckedField.Phone,
        WaybillField.Address => CheckedField.Address,
        _ => CheckedField.FreeText,
    };
}

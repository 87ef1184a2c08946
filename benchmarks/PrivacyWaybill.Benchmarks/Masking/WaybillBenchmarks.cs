using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>All texts of a waybill under the profile <c>gb41833</c>, on one core. Figures are per waybill.</summary>
[MemoryDiagnoser]
[Config(typeof(SeveralLaunches))]
public class WaybillBenchmarks
{
    private const int Batch = 256;
    private const int All = 2400;

    private readonly byte[] _destination = new byte[4096];
    private readonly MaskedText[] _typical = SampleTexts.TypicalWaybill;
    private readonly MaskedText[] _batch = SampleTexts.Batch(Batch);
    private readonly MaskedText[] _all = SampleTexts.Batch(All);
    private readonly WaybillMasker _sender = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Sender);
    private readonly WaybillMasker _recipient = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);

    /// <summary>Six party fields and a remark; the same ones again and again, which flatters the branch predictor.</summary>
    [Benchmark(Baseline = true)]
    public int TypicalWaybill()
    {
        var f = _typical;
        return _sender.MaskName(f[0].Source, _destination).Written
            + _sender.MaskPhone(f[1].Source, _destination).Written
            + _sender.MaskAddress(f[2].Source, _destination).Written
            + _recipient.MaskName(f[3].Source, _destination).Written
            + _recipient.MaskPhone(f[4].Source, _destination).Written
            + _recipient.MaskAddress(f[5].Source, _destination).Written
            + _recipient.MaskFreeText(f[6].Source, _destination).Written;
    }

    /// <summary>256 sample waybills of all forms, with companies, goods and addresses in parts; none is like the one before.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int BatchOfSamples() => Mask(_batch);

    /// <summary>All sample waybills: more than the branch predictor keeps from one round to the next.</summary>
    [Benchmark(OperationsPerInvoke = All)]
    public int AllSamples() => Mask(_all);

    /// <summary>The same texts copied: what moving the bytes alone costs.</summary>
    [Benchmark(OperationsPerInvoke = All)]
    public int AllSamplesCopied()
    {
        var written = 0;
        foreach (var text in _all)
        {
            text.Source.CopyTo(_destination, 0);
            written += text.Source.Length;
        }

        return written;
    }

    private int Mask(MaskedText[] texts)
    {
        var written = 0;
        foreach (var text in texts)
            written += (text.Party == WaybillParty.Sender ? _sender : _recipient).Mask(text.Field, text.Source, _destination).Written;
        return written;
    }
}

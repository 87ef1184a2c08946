using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>The typical waybill under each built-in profile.</summary>
[MemoryDiagnoser]
[Config(typeof(OneLaunch))]
public class ProfileBenchmarks
{
    private readonly byte[] _destination = new byte[4096];
    private readonly MaskedText[] _typical = SampleTexts.TypicalWaybill;
    private WaybillMasker _sender = null!;
    private WaybillMasker _recipient = null!;

    /// <summary>The built-in profiles, those that are not compliant included.</summary>
    public static IEnumerable<string> Profiles => ProfileSet.Create([], ["sf-middle4", "jd-smile-classic"]).Profiles.Select(profile => profile.Name);

    /// <summary>The profile's name.</summary>
    [ParamsSource(nameof(Profiles))]
    public string Profile { get; set; } = "";

    /// <summary>The maskers of the profile.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var profile = ProfileSet.Create([], ["sf-middle4", "jd-smile-classic"]).Profiles.Single(profile => profile.Name == Profile);
        _sender = profile.MaskerOf(WaybillParty.Sender);
        _recipient = profile.MaskerOf(WaybillParty.Recipient);
    }

    /// <summary>Six party fields and a remark.</summary>
    [Benchmark]
    public int TypicalWaybill()
    {
        var written = 0;
        foreach (var text in _typical)
            written += (text.Party == WaybillParty.Sender ? _sender : _recipient).Mask(text.Field, text.Source, _destination).Written;
        return written;
    }
}

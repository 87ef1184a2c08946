using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest;

/// <summary>Says what cannot be run in a scenario, each with the option's name and the remedy.</summary>
internal static class ScenarioProblems
{
    private const int ShortestLife = 60;

    /// <summary>All of it; none if it can be run.</summary>
    public static IEnumerable<string> Of(Scenario s)
    {
        if (s.Seconds < 1) yield return "--seconds: must be at least 1";
        if (s.WarmUpSeconds < 0) yield return "--warm-up: must not be negative";
        if (s.Streams < 1) yield return "--streams: must be at least 1";
        if (s.Connections < 0 || s.Connections > s.Streams) yield return "--connections: must be 0 (one a stream) to the number of streams";
        if (s.Window < 1) yield return "--window: must be at least 1";
        if (s.Rate < 0 || !double.IsFinite(s.Rate)) yield return "--rate: must be a number of waybills a second";
        if (s.IsOpenLoop && s.Rate * s.Seconds < s.Batch.Average) yield return "--rate: in --seconds not even one batch is due";
        if (!s.IsOpenLoop && s.Profile != LoadProfile.Constant) yield return "--profile: belongs to an open loop; name a --rate";
        if (s.DoubleEleven && s.Profile != LoadProfile.Day) yield return "--double-11: belongs to --profile day";
        if (s.Seed == 0) yield return "--seed: must be at least 1";
        if (s.Cities is < 0 or > NumberPoolFile.MostCities) yield return $"--cities: must be 0 to {NumberPoolFile.MostCities}";
        if (s.Cities > 0 && s.Numbers == NumbersAsked.None) yield return "--cities: no number is asked for that could be a city's";
        if (s.Replay is not (>= 0 and <= 1)) yield return "--replay: must be a share from 0 to 1";
        if (s.Replay > 0 && s.WarmUpSeconds == 0) yield return "--replay: needs a --warm-up, whose waybills are sent again";
        if (s.Resolve is not (>= 0 and <= 1) || s.Reveal is not (>= 0 and <= 1)) yield return "--resolve, --reveal: must be a share from 0 to 1";
        if ((s.Resolve > 0 || s.Reveal > 0) && s.Verify == VerifiedAnswers.None) yield return "--verify: calls and reveals are made from decoded answers; leave it at sample";
        if (s.Resolve > 0 && s.Numbers == NumbersAsked.None) yield return "--resolve: no number is asked for that could be called";
        var d = s.Deployment;
        if (s.Targets.Count > 0 && (d.Settings.Count > 0 || d with { Settings = [] } != new Deployment()))
            yield return "--target: that server runs already; --aof, --grown, --tls, --codec, --servers, --cluster, --retention, --collect and --set are for servers of the run's own";
        if (d.Servers < 1) yield return "--servers: must be at least 1";
        if (d.GrownRecords < 0) yield return "--grown: must not be negative";
        if (d.RetentionSeconds is not 0 and < ShortestLife) yield return $"--retention: must be at least {ShortestLife} s, the shortest validity of a number";
        if (d.Collect && d.RetentionSeconds == 0) yield return "--collect: name a --retention, or nothing will be over";
        if (d.RetentionSeconds > 0 && s.Replay > 0) yield return "--replay: what is sent again may be over by then; leave out --retention";
        foreach (var setting in d.Settings)
            if (!setting.Contains('=', StringComparison.Ordinal)) yield return $"--set: must be a setting and its value, as in Masking:Verify=0.01, not '{setting}'";
    }
}

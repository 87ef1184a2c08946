using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Verification;

namespace PrivacyWaybill.LoadTest.Tests;

public class ScenarioProblemsTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "no time", "--seconds" }, { "more connections than streams", "--connections" }, { "a profile without a rate", "--profile" },
        { "a burst without a day", "--double-11" }, { "replays of nothing", "--replay" }, { "a replay share of 2", "--replay" },
        { "calls without answers", "--verify" }, { "a life of 59 s", "--retention" }, { "a rate of no batch", "--rate" }, { "a setting without a value", "--set" }, { "settings of a server that runs", "--target" }, { "durability of a server that runs", "--target" }, { "collection of what lasts", "--collect" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Of_ScenarioThatCannotRun_NamesTheOption(string what, string option) =>
        Assert.StartsWith(option, Assert.Single(ScenarioProblems.Of(Make(what))), StringComparison.Ordinal);

    [Fact]
    public void Of_Default_IsNone() => Assert.Empty(ScenarioProblems.Of(new Scenario()));

    [Fact]
    public void Of_GivenTarget_IsNone() => Assert.Empty(ScenarioProblems.Of(new Scenario { Targets = ["http://localhost"] }));

    private static Scenario Make(string what) => what switch
    {
        "no time" => new() { Seconds = 0 },
        "more connections than streams" => new() { Connections = 5 },
        "a profile without a rate" => new() { Profile = LoadProfile.Ramp },
        "a burst without a day" => new() { Rate = 1_000, DoubleEleven = true },
        "replays of nothing" => new() { Replay = 0.5, WarmUpSeconds = 0 },
        "a replay share of 2" => new() { Replay = 2 },
        "calls without answers" => new() { Resolve = 0.1, Verify = VerifiedAnswers.None },
        "a rate of no batch" => new() { Rate = 100, Seconds = 2 },
        "a setting without a value" => new() { Deployment = new() { Settings = ["Masking:Verify"] } },
        "settings of a server that runs" => new() { Targets = ["http://localhost"], Deployment = new() { Settings = ["Masking:Verify=1"] } },
        "durability of a server that runs" => new() { Targets = ["http://localhost"], Deployment = new() { Aof = true } },
        "a life of 59 s" => new() { Deployment = new() { RetentionSeconds = 59 } },
        "collection of what lasts" => new() { Deployment = new() { Collect = true } },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}

using System.CommandLine;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Commands;

/// <summary>The options that make a scenario: what is sent, and how.</summary>
internal sealed class ScenarioOptions
{
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long to measure.", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Seconds before counting begins.", DefaultValueFactory = _ => 8 };
    private readonly Option<long> _waybills = new("--waybills") { Description = "Stop counting early once so many fresh waybills were answered." };
    private readonly Option<BatchSizes> _batch = new("--batch")
    {
        Description = "Waybills a batch: 256, or 1-10 for each size as often.",
        HelpName = "N or N-M",
        DefaultValueFactory = _ => new BatchSizes(256, 256),
        CustomParser = static result =>
        {
            if (BatchSizes.Parse(result.Tokens[0].Value) is { } sizes) return sizes;
            result.AddError($"--batch: must be 1 to {BatchSizes.Limit}, or a range of it such as 1-10");
            return default;
        },
    };
    private readonly Option<int> _streams = new("--streams") { Description = "Streams.", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _connections = new("--connections") { Description = "Connections that the streams share in turn; 0: one a stream." };
    private readonly Option<int> _window = new("--window") { Description = "Batches under way on a stream, closed loop.", DefaultValueFactory = _ => 4 };
    private readonly Option<double> _rate = new("--rate")
    {
        Description = "Open loop: waybills a second at the profile's peak, at times fixed in advance; latency counts from those.",
        Validators = { static result => { if (result.GetValueOrDefault<double>() is not > 0) result.AddError("--rate: must be more than 0; leave it out for full speed"); } },
    };
    private readonly Option<LoadProfile> _profile = new("--profile") { Description = "Open loop: how the rate goes. Day: 24 hours compressed, the busiest with 12 % of the day; its rate is --rate." };
    private readonly Option<bool> _doubleEleven = new("--double-11") { Description = "Profile day: it begins with ten of its minutes at twice the peak hour's rate." };
    private readonly Option<WaybillMix> _mix = new("--mix") { Description = "Samples: those of seeds/, one in five odd. Everyday: generated, one in fifty odd." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Which waybills.", DefaultValueFactory = _ => 1 };
    private readonly Option<NumbersAsked> _numbers = new("--numbers") { Description = "Whose virtual numbers are asked for." };
    private readonly Option<int> _cities = new("--cities") { Description = "Segments of so many cities, each waybill wishing for one." };
    private readonly Option<double> _replay = new("--replay") { Description = "Share of waybills, from 0 to 1, that are sent again; they were acknowledged in the warm-up." };
    private readonly Option<double> _resolve = new("--resolve") { Description = "Calls resolved a waybill masked." };
    private readonly Option<double> _reveal = new("--reveal") { Description = "Waybills revealed a waybill masked." };
    private readonly Option<VerifiedAnswers> _verify = new("--verify") { Description = "Answers that are decoded and checked: one in 127, all, or none." };

    private Option[] All =>
    [
        _seconds, _warmUp, _waybills, _batch, _streams, _connections, _window, _rate, _profile, _doubleEleven, _mix, _seed, _numbers, _cities,
        _replay, _resolve, _reveal, _verify,
    ];

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">Valid.</param>
    /// <param name="deployment">The servers that are started.</param>
    public Scenario Read(ParseResult parsed, Deployment deployment) => new()
    {
        Seconds = parsed.GetValue(_seconds),
        WarmUpSeconds = parsed.GetValue(_warmUp),
        Waybills = parsed.GetValue(_waybills),
        Batch = parsed.GetValue(_batch),
        Streams = parsed.GetValue(_streams),
        Connections = parsed.GetValue(_connections),
        Window = parsed.GetValue(_window),
        Rate = parsed.GetValue(_rate),
        Profile = parsed.GetValue(_profile),
        DoubleEleven = parsed.GetValue(_doubleEleven),
        Mix = parsed.GetValue(_mix),
        Seed = parsed.GetValue(_seed),
        Numbers = parsed.GetValue(_numbers),
        Cities = parsed.GetValue(_cities),
        Replay = parsed.GetValue(_replay),
        Resolve = parsed.GetValue(_resolve),
        Reveal = parsed.GetValue(_reveal),
        Verify = parsed.GetValue(_verify),
        Deployment = deployment,
    };
}

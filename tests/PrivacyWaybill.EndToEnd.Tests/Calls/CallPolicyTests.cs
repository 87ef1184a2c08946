using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Calls;

/// <summary>What settings forbid, over one Redis.</summary>
public sealed class CallPolicyTests : IAsyncLifetime
{
    private readonly MovableClock _clock = new();
    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync(capacityDigits: 6);

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Fact]
    public async Task Call_BeyondTheMostConnected_IsRestricted()
    {
        await using var server = await StartAsync("--Calls:ConnectedPerWaybill=1", "--Calls:MayCall=Others");
        var waybill = WaybillMaker.Make();
        var number = (await server.Clients.MaskAsync(waybill)).Recipient.VirtualNumber;
        Assert.Equal(CallAnswer.Active, (await server.Clients.ResolveAsync(number)).Answer);
        var self = await server.Clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = number.Display, CallerNumber = waybill.Recipient.Mobile });
        Assert.Equal((CallAnswer.Restricted, CallReason.SelfCall), (self.Answer, self.Reason));
        await server.Clients.Numbers.ReportCallAsync(new ReportCallRequest { CallId = "1", CalledNumber = number.Display, Outcome = CallOutcome.Connected });
        var call = await server.Clients.ResolveAsync(number);
        Assert.Equal((CallAnswer.Restricted, CallReason.CallLimit, "", ""), (call.Answer, call.Reason, call.ConnectTo, call.DisplayNumber));
        // Another server counts on.
        await using var other = await StartAsync("--Calls:ConnectedPerWaybill=1");
        Assert.Equal(CallReason.CallLimit, (await other.Clients.ResolveAsync(number)).Reason);
    }

    [Fact]
    public async Task Call_OutsideHours_TellsWhenTheyBegin()
    {
        var china = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var (from, until) = (TimeOnly.FromDateTime(china.DateTime).AddHours(2), TimeOnly.FromDateTime(china.DateTime).AddHours(3));
        await using var server = await StartAsync($"--Calls:OpenFrom={from:HH:mm}", $"--Calls:OpenUntil={until:HH:mm}");
        var number = (await server.Clients.MaskAsync(WaybillMaker.Make())).Recipient.VirtualNumber;
        var call = await server.Clients.ResolveAsync(number);
        Assert.Equal((CallAnswer.Restricted, CallReason.OutsideHours), (call.Answer, call.Reason));
        _clock.PutForward(call.OpenTime.ToDateTimeOffset() - _clock.GetUtcNow());
        Assert.Equal(CallAnswer.Active, (await server.Clients.ResolveAsync(number)).Answer);
    }

    [Fact]
    public async Task Guesser_ThroughABatch_IsStoppedAndTheOperatorTold()
    {
        using var log = new LogCapture();
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments("--Calls:MissesPerCaller=5", "--Calls:MissWindow=23:00:00"), log, _clock);
        var number = (await server.Clients.MaskAsync(WaybillMaker.Make())).Recipient.VirtualNumber;
        var guesses = Enumerable.Range(0, 200).Select(i => new ResolveCallRequest { CalledNumber = number.MainNumber, Extension = $"{i:D4}", CallerNumber = "15811112222" })
            .Where(r => r.Extension != number.Extension);
        var answers = (await server.Clients.Numbers.BatchResolveCallsAsync(new BatchResolveCallsRequest { Calls = { guesses } })).Answers;
        Assert.Equal(5, answers.Count(a => a.Answer == CallAnswer.Unknown));
        Assert.All(answers.Skip(5), a => Assert.Equal((CallAnswer.Restricted, CallReason.Throttled), (a.Answer, a.Reason)));
        var hit = await server.Clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = number.Display, CallerNumber = "15811112222" });
        Assert.Equal((CallReason.Throttled, ""), (hit.Reason, hit.ConnectTo));
        Assert.Equal(CallAnswer.Active, (await server.Clients.ResolveAsync(number)).Answer);
        Assert.Single(log.Lines, l => l.Contains("guessed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LookUpByNumber_MissesBeyondTheCredentialsBound_IsResourceExhausted()
    {
        await using var server = await StartAsync("--Calls:MissesPerCaller=3", "--Calls:MissesPerCredential=3", "--Calls:MissWindow=23:00:00");
        var number = (await server.Clients.MaskAsync(WaybillMaker.Make())).Recipient.VirtualNumber;
        var wrong = Enumerable.Range(0, 4).Select(i => $"{number.MainNumber}-{(int.Parse(number.Extension, CultureInfo.InvariantCulture) + 1 + i) % 10_000:D4}").ToList();
        foreach (var other in wrong.SkipLast(1))
            Assert.Equal(CallAnswer.Unknown, (await server.Clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = other })).State);
        foreach (var asked in new[] { wrong[^1], number.Display })
        {
            var error = await Rpc.FailsAsync(StatusCode.ResourceExhausted, server.Clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = asked }));
            Assert.Equal("LOOK_UPS_THROTTLED", error.GetDetail<ErrorInfo>()!.Reason);
        }
    }

    [Fact]
    public async Task Pairs_OfOneCourier_ExhaustAndComeFreeAfterQuarantine()
    {
        await using var server = await StartAsync("--Calls:PairQuarantine=01:00:00");
        var waybills = WaybillMaker.Make(PoolFile.PairMainNumbers + 1);
        await server.Clients.MaskBatchAsync(waybills);
        var mains = new HashSet<string>();
        foreach (var waybill in waybills.SkipLast(1)) Assert.True(mains.Add((await server.Clients.Numbers.BindCallPairAsync(Bind(waybill))).MainNumber));
        var error = await Rpc.FailsAsync(StatusCode.ResourceExhausted, server.Clients.Numbers.BindCallPairAsync(Bind(waybills[^1])));
        Assert.Equal("CALL_PAIRS_EXHAUSTED", error.GetDetail<ErrorInfo>()!.Reason);
        Assert.InRange(error.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(70));
        _clock.PutForward(TimeSpan.FromMinutes(71));
        var bound = await server.Clients.Numbers.BindCallPairAsync(Bind(waybills[^1]));
        var call = await server.Clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = bound.MainNumber, CallerNumber = "15900000001" });
        Assert.Equal(waybills[^1].Recipient.Mobile, call.ConnectTo);
    }

    private static BindCallPairRequest Bind(Waybill waybill) => new()
    {
        Shipment = waybill.Reference(),
        Party = PartyRole.Recipient,
        CourierPhone = "15900000001",
        ValidFor = new Duration { Seconds = 600 },
    };

    private Task<ServerUnderTest> StartAsync(params string[] settings) => ServerUnderTest.StartAsync(_deployment.Arguments(settings), clock: _clock);
}

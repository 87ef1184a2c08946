using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Calls;

/// <summary>Calls by the batch, their reports, and call pairs, on both stores.</summary>
public abstract class CallTests(Servers servers, StoreKind store)
{
    public sealed class OnEmbedded(Servers servers) : CallTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : CallTests(servers, StoreKind.Redis);

    [Fact]
    public async Task BatchResolve_CallsOfAllKinds_AreAnsweredInOrder()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybills = WaybillMaker.Make(300);
        var numbers = (await clients.MaskBatchAsync(waybills)).Results.Select(r => r.Recipient.VirtualNumber).ToList();
        await clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = waybills[1].Reference(), Party = PartyRole.Recipient });
        var request = new BatchResolveCallsRequest { Calls = { numbers.Select(n => new ResolveCallRequest { CalledNumber = n.MainNumber, Extension = n.Extension }) } };
        request.Calls.Add(new ResolveCallRequest { CalledNumber = "13800138000" });
        request.Calls.Add(new ResolveCallRequest { CalledNumber = numbers[0].Display, Extension = "1" });
        request.Calls.Add(new ResolveCallRequest { CalledNumber = "not a number" });

        var answers = (await clients.Numbers.BatchResolveCallsAsync(request)).Answers;

        Assert.Equal(303, answers.Count);
        for (var i = 0; i < 300; i++)
            Assert.Equal(i == 1 ? (CallAnswer.Released, "", "") : (CallAnswer.Active, waybills[i].Recipient.Mobile, numbers[i].MainNumber), (answers[i].Answer, answers[i].ConnectTo, answers[i].DisplayNumber));
        Assert.Equal((CallAnswer.Unknown, CallReason.Unspecified), (answers[300].Answer, answers[300].Reason));
        Assert.Equal((CallAnswer.Unknown, CallReason.NotANumber), (answers[301].Answer, answers[301].Reason));
        Assert.Equal((CallAnswer.Unknown, CallReason.NotANumber), (answers[302].Answer, answers[302].Reason));
    }

    [Fact]
    public async Task BatchResolve_NoneOrTooMany_IsAnInvalidArgument()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.BatchResolveCallsAsync(new BatchResolveCallsRequest()));
        var many = new BatchResolveCallsRequest { Calls = { Enumerable.Repeat(new ResolveCallRequest { CalledNumber = "13800138000" }, 1_001) } };
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.BatchResolveCallsAsync(many));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.BatchReportCallsAsync(new BatchReportCallsRequest()));
    }

    [Fact]
    public async Task Report_Calls_CountsConnectedOnesOnce()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var number = (await clients.MaskAsync(WaybillMaker.Make())).Recipient.VirtualNumber;
        ReportCallRequest Report(string id, CallOutcome outcome) => new() { CallId = id, CalledNumber = number.Display, Outcome = outcome };
        var talked = Report("call-1", CallOutcome.Connected);
        talked.Duration = Duration.FromTimeSpan(TimeSpan.FromSeconds(42));

        Assert.Equal((CallReportCode.Recorded, 1u), Told(await clients.Numbers.ReportCallAsync(talked)));
        Assert.Equal((CallReportCode.Duplicate, 1u), Told(await clients.Numbers.ReportCallAsync(talked)));
        var batch = await clients.Numbers.BatchReportCallsAsync(new BatchReportCallsRequest
        {
            Reports =
            {
                Report("call-2", CallOutcome.Busy), Report("call-3", CallOutcome.Connected), Report("call-3", CallOutcome.Connected),
                Report("号", CallOutcome.Connected), new ReportCallRequest { CallId = "call-4", CalledNumber = "13800138000", Outcome = CallOutcome.Failed },
            },
        });
        Assert.Equal(
            [(CallReportCode.Recorded, 1u), (CallReportCode.Recorded, 2u), (CallReportCode.Duplicate, 2u), (CallReportCode.Invalid, 0u), (CallReportCode.UnknownNumber, 0u)],
            batch.Results.Select(Told));
    }

    [Theory]
    [InlineData("call_id", "", CallOutcome.Connected, 0)]
    [InlineData("call_id", "a b", CallOutcome.Connected, 0)]
    [InlineData("outcome", "a", CallOutcome.Unspecified, 0)]
    [InlineData("outcome", "a", (CallOutcome)99, 0)]
    [InlineData("duration", "a", CallOutcome.Busy, 1)]
    [InlineData("duration", "a", CallOutcome.Connected, -1)]
    [InlineData("duration", "a", CallOutcome.Connected, 86_401)]
    public async Task Report_FieldNotAsItMustBe_IsAnInvalidArgument(string field, string id, CallOutcome outcome, int seconds)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var request = new ReportCallRequest { CallId = id, CalledNumber = "18400000000-0000", Outcome = outcome, Duration = new Duration { Seconds = seconds } };
        var error = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.ReportCallAsync(request));
        Assert.Equal(field, Assert.Single(error.GetDetail<BadRequest>()!.FieldViolations).Field);
    }

    [Fact]
    public async Task Pair_Bound_ConnectsBothWaysAndNobodyElse()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var token = (await clients.MaskAsync(waybill)).Recipient.Token;
        var (courier, party) = ("159" + waybill.Recipient.Mobile[3..], waybill.Recipient.Mobile);
        var request = new BindCallPairRequest { Shipment = new ShipmentReference { Token = token }, CourierPhone = courier };

        var bound = await clients.Numbers.BindCallPairAsync(request);
        var again = await clients.Numbers.BindCallPairAsync(request);

        Assert.Equal((bound.MainNumber, bound.ExpireTime, false, true), (again.MainNumber, again.ExpireTime, bound.Replayed, again.Replayed));
        Assert.StartsWith("184900000", bound.MainNumber, StringComparison.Ordinal);
        var calls = new[] { courier, party, "15000000000" }.Select(from => new ResolveCallRequest { CalledNumber = bound.MainNumber, CallerNumber = from });
        var answers = (await clients.Numbers.BatchResolveCallsAsync(new BatchResolveCallsRequest { Calls = { calls } })).Answers;
        Assert.Equal([(CallAnswer.Active, party), (CallAnswer.Active, courier), (CallAnswer.Unknown, "")], answers.Select(a => (a.Answer, a.ConnectTo)));
        Assert.Equal([bound.MainNumber, bound.MainNumber, ""], answers.Select(a => a.DisplayNumber));
        Assert.Equal([PartyRole.Recipient, PartyRole.Unspecified, PartyRole.Unspecified], answers.Select(a => a.Party));
        var report = new ReportCallRequest { CallId = "call-1", CalledNumber = bound.MainNumber, CallerNumber = courier, Outcome = CallOutcome.Connected };
        Assert.Equal((CallReportCode.Recorded, 1u), Told(await clients.Numbers.ReportCallAsync(report)));

        await clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient });
        answers = (await clients.Numbers.BatchResolveCallsAsync(new BatchResolveCallsRequest { Calls = { calls } })).Answers;
        Assert.Equal([CallAnswer.Released, CallAnswer.Released, CallAnswer.Unknown], answers.Select(a => a.Answer));
        Assert.Equal("NUMBER_RELEASED", (await Rpc.FailsAsync(StatusCode.FailedPrecondition, clients.Numbers.BindCallPairAsync(request))).GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task Pair_NotAsItMustBe_FailsTyped()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        await clients.MaskAsync(waybill);
        BindCallPairRequest Bind(Action<BindCallPairRequest> change)
        {
            var request = new BindCallPairRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient, CourierPhone = "15900000001" };
            change(request);
            return request;
        }
        foreach (var (field, request) in new (string, BindCallPairRequest)[]
        {
            ("courier_phone", Bind(r => r.CourierPhone = waybill.Recipient.Mobile)),
            ("courier_phone", Bind(r => r.CourierPhone = "12345")),
            ("valid_for", Bind(r => r.ValidFor = new Duration { Seconds = 59 })),
            ("valid_for", Bind(r => r.ValidFor = new Duration { Seconds = 3_601 })),
            ("shipment", Bind(r => r.Party = PartyRole.Unspecified)),
            ("shipment", Bind(r => r.Shipment = null)),
        })
        {
            var error = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.BindCallPairAsync(request));
            Assert.Equal(field, Assert.Single(error.GetDetail<BadRequest>()!.FieldViolations).Field);
        }
        await Rpc.FailsAsync(StatusCode.NotFound, clients.Numbers.BindCallPairAsync(Bind(r => r.Shipment = WaybillMaker.Make().Reference())));
    }

    private static (CallReportCode, uint) Told(ReportCallResponse response) => (response.Code, response.ConnectedCalls);
}

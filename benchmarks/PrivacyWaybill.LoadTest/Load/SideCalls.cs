using Grpc.Core;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>The calls of <see cref="SideTraffic"/>: of a telephony switch that resolves numbers, and of couriers' devices that reveal originals.</summary>
internal static class SideCalls
{
    private const string Caller = "13900001111";

    private static readonly RevealContext s_context = new() { Purpose = RevealPurpose.Delivery, OperatorId = "load-test", DeviceId = "load-test" };

    /// <summary>Resolves the recipients' numbers and checks whom they lead to.</summary>
    public static async Task ResolveAsync(VirtualNumberService.VirtualNumberServiceClient client, CallOptions options, AcknowledgedWaybill[] about, WrongAnswers wrong)
    {
        var called = Array.FindAll(about, static w => w.RecipientNumber is not null);
        if (called.Length == 0) return;
        var request = new BatchResolveCallsRequest();
        request.Calls.Add(called.Select(static w => new ResolveCallRequest { CalledNumber = w.RecipientNumber, CallerNumber = Caller }));
        var response = await client.BatchResolveCallsAsync(request, options);
        wrong.Look(called.Length);
        wrong.Demand(response.Answers.Count == called.Length, WrongKind.Resolve, called.Length);
        foreach (var (waybill, answer) in called.Zip(response.Answers))
        {
            var mobile = waybill.Sent.Recipient.Mobile;
            wrong.Demand(answer.Answer == CallAnswer.Active && (!AnswerVerifier.IsPlainMobile(mobile) || answer.ConnectTo.EndsWith(mobile, StringComparison.Ordinal)), WrongKind.Resolve);
        }
    }

    /// <summary>Reveals the recipients and checks that they are those that came in.</summary>
    public static async Task RevealAsync(RevealService.RevealServiceClient client, CallOptions options, AcknowledgedWaybill[] about, WrongAnswers wrong)
    {
        var request = new BatchRevealRequest { Context = s_context };
        request.Targets.Add(about.Select(static w => new RevealTarget
        {
            Party = PartyRole.Recipient,
            Shipment = new ShipmentReference { Waybill = new WaybillKey { WaybillNo = w.WaybillNo } },
        }));
        var response = await client.BatchRevealAsync(request, options);
        wrong.Look(about.Length);
        wrong.Demand(response.Results.Count == about.Length, WrongKind.Reveal, about.Length);
        foreach (var (waybill, result) in about.Zip(response.Results))
            wrong.Demand(result.Code == RevealCode.Ok && result.Originals.Recipient.Name == waybill.Sent.Recipient.Name, WrongKind.Reveal);
    }
}

using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class CallPolicyTests(RedisStore store)
{
    private const string SendersMobile = "13712345678", Stranger = "15811112222";

    [Theory]
    [InlineData("a stranger", CallersAllowed.Anybody, Stranger, CallReason.Unspecified)]
    [InlineData("the party itself, who may", CallersAllowed.Anybody, Waybills.RecipientMobile, CallReason.Unspecified)]
    [InlineData("a stranger, who may", CallersAllowed.Others, Stranger, CallReason.Unspecified)]
    [InlineData("the party itself", CallersAllowed.Others, Waybills.RecipientMobile, CallReason.SelfCall)]
    [InlineData("the party itself in another spelling", CallersAllowed.Others, "+86 139-5555-6666", CallReason.SelfCall)]
    [InlineData("the party's landline", CallersAllowed.Others, "0571 88881111", CallReason.SelfCall)]
    [InlineData("nobody knows who", CallersAllowed.Others, "", CallReason.Unspecified)]
    [InlineData("the sender", CallersAllowed.OtherParty, SendersMobile, CallReason.Unspecified)]
    [InlineData("the sender in another spelling", CallersAllowed.OtherParty, "0086" + SendersMobile, CallReason.Unspecified)]
    [InlineData("a stranger, who may not", CallersAllowed.OtherParty, Stranger, CallReason.CallerNotAllowed)]
    [InlineData("the party itself of all", CallersAllowed.OtherParty, Waybills.RecipientMobile, CallReason.SelfCall)]
    [InlineData("nobody knows who, and may not", CallersAllowed.OtherParty, "", CallReason.CallerNotAllowed)]
    [InlineData("what is no phone", CallersAllowed.OtherParty, "anonymous", CallReason.CallerNotAllowed)]
    public async Task ResolveAsync_Caller_IsConnectedIfAllowed(string label, CallersAllowed allowed, string from, CallReason expected)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Calls = new CallOptions { MayCall = allowed } });
        var number = (await engine.SendAsync(Waybills.New(w => w.Recipient.Landline = "0571-88881111"))).Number();
        var call = await engine.CallAsync(number, from: from);
        Assert.True(expected == call.Reason, label);
        Assert.Equal(expected == CallReason.Unspecified ? (CallAnswer.Active, Waybills.RecipientMobile) : (CallAnswer.Restricted, ""), (call.Answer, call.ConnectTo));
    }

    [Fact]
    public async Task ResolveAsync_OutsideHours_TellsWhenTheyBegin()
    {
        var hours = new CallHours(new TimeOnly(7, 0), new TimeOnly(21, 30));
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Calls = new CallOptions { Hours = hours } });
        var number = (await engine.SendAsync(Waybills.New())).Number();
        // 2026-03-01 21:30 in China.
        engine.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 13, 29, 59, TimeSpan.Zero));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        var opens = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Restricted, Reason: CallReason.OutsideHours, OpensAt: opens), await engine.CallAsync(number));
        engine.Clock.SetUtcNow(opens);
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
    }

    [Theory]
    [InlineData("in the day", 7, 21, "2026-03-01T07:00:00+08:00", true, "")]
    [InlineData("its end", 7, 21, "2026-03-01T21:00:00+08:00", false, "2026-03-02T07:00:00+08:00")]
    [InlineData("before it", 7, 21, "2026-03-01T06:59:59+08:00", false, "2026-03-01T07:00:00+08:00")]
    [InlineData("another offset", 7, 21, "2026-03-01T00:00:00+00:00", true, "")]
    [InlineData("over midnight, late", 21, 7, "2026-03-01T23:00:00+08:00", true, "")]
    [InlineData("over midnight, early", 21, 7, "2026-03-01T06:59:59+08:00", true, "")]
    [InlineData("over midnight, by day", 21, 7, "2026-03-01T07:00:00+08:00", false, "2026-03-01T21:00:00+08:00")]
    public void CallHours_Moment_LiesInOrBeforeThem(string label, int from, int until, string moment, bool lies, string next)
    {
        var hours = new CallHours(new TimeOnly(from, 0), new TimeOnly(until, 0));
        var at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(lies == hours.Contains(at), label);
        if (!lies) Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), hours.NextAfter(at));
    }

    [Fact]
    public async Task ResolveAsync_ConnectedCallsUsedUp_IsRestrictedForBothNumbers()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Calls = new CallOptions { ConnectedPerWaybill = 2 } });
        var waybill = Waybills.New(w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var result = await engine.SendAsync(waybill);
        var neighbour = (await engine.SendAsync(Waybills.New())).Number();
        await ReportAsync(engine, result.Recipient.VirtualNumber, "call-1");
        await ReportAsync(engine, result.Recipient.VirtualNumber, "call-2", isConnected: false);
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(result.Recipient.VirtualNumber)).Answer);
        await ReportAsync(engine, result.Sender.VirtualNumber, "call-3");
        foreach (var number in new[] { result.Recipient.VirtualNumber, result.Sender.VirtualNumber })
            Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Restricted, Reason: CallReason.CallLimit), await engine.CallAsync(number));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(neighbour)).Answer);
    }

    [Fact]
    public async Task ReportAsync_SameCall_CountsOnceADay()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        Assert.Equal((CallReportCode.Recorded, 1u), await ReportAsync(engine, number, "call-1"));
        Assert.Equal((CallReportCode.Duplicate, 1u), await ReportAsync(engine, number, "call-1"));
        Assert.Equal((CallReportCode.Recorded, 2u), await ReportAsync(engine, number, "call-2"));
        engine.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((CallReportCode.Recorded, 3u), await ReportAsync(engine, number, "call-1"));
    }

    [Fact]
    public async Task ReportAsync_NumberThatEndedMeanwhile_Counts()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
        Assert.Equal((CallReportCode.Recorded, 1u), await ReportAsync(engine, number, "call-1"));
    }

    [Fact]
    public async Task ReportAsync_NumberOfNobodyOrOfAnotherTenant_CountsNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        var call = new IncomingCall(EngineUnderTest.Parse(number));
        var rivals = (await engine.CallReports.ReportAsync(Callers.OtherTenant, [new EndedCall("call-1", call, true)]))[0];
        var nobodys = (await engine.CallReports.ReportAsync(Callers.Masker, [new EndedCall("call-1", new IncomingCall(call.Number with { MainNumber = 1 }), true)]))[0];
        Assert.Equal((CallReportCode.UnknownNumber, CallReportCode.UnknownNumber), (rivals.Code, nobodys.Code));
        Assert.Equal((CallReportCode.Recorded, 1u), await ReportAsync(engine, number, "call-1"));
    }

    private static async Task<(CallReportCode, uint)> ReportAsync(EngineUnderTest engine, VirtualNumber number, string callId, bool isConnected = true)
    {
        var answer = (await engine.CallReports.ReportAsync(Callers.Masker, [new EndedCall(callId, new IncomingCall(EngineUnderTest.Parse(number)), isConnected)]))[0];
        return (answer.Code, answer.ConnectedCalls);
    }
}

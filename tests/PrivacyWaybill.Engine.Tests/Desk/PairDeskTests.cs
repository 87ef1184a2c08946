using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class PairDeskTests(RedisStore store)
{
    private const string Courier = PairBench.Courier, OtherCourier = PairBench.OtherCourier;

    [Fact]
    public async Task BindAsync_Pair_ConnectsBothWaysAndNobodyElse()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(10));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var answer = await engine.BindAsync(waybill);
        var main = answer.MainNumber;
        var display = main.ToString();
        Assert.Equal(new PairAnswer(PairOutcome.Bound, main, (uint)engine.Now.AddMinutes(30).ToUnixTimeSeconds()), answer);

        Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Active, Waybills.RecipientMobile, PartyRole.Recipient, answer.ExpiresAt, display), await engine.CallAsync(main, Courier));
        Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Active, Courier, PartyRole.Unspecified, answer.ExpiresAt, display), await engine.CallAsync(main, "+86 " + Waybills.RecipientMobile));
        foreach (var stranger in new[] { OtherCourier, "13712345678", "", "anonymous" })
            Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, stranger));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, Courier, Callers.OtherTenant));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main with { Extension = 1, ExtensionDigits = 1 }, Courier));
    }

    [Fact]
    public async Task BindAsync_SamePairAgain_IsTheSameAndEndsNoLater()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(50));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var first = await engine.BindAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(first with { IsReplay = true }, await engine.BindAsync(waybill));
        Assert.Equal(first with { IsReplay = true }, await engine.BindAsync(waybill, courier: "0086-158 1111 2222", minutes: 5, isExtension: true));
        var extended = await engine.BindAsync(waybill, isExtension: true);
        Assert.Equal(first with { IsReplay = true, ExpiresAt = first.ExpiresAt + 600 }, extended);
        engine.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(first.ExpiresAt));
        Assert.Equal((CallAnswer.Active, extended.ExpiresAt), ((await engine.CallAsync(first.MainNumber, Courier)).Answer, (await engine.CallAsync(first.MainNumber, Waybills.RecipientMobile)).ExpiresAt));
    }

    [Fact]
    public async Task BindAsync_OneMainNumber_ServesManyPairsButNoPhoneTwice()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (one, two) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = "13911112222"));
        await engine.SendAsync([one, two]);
        var main = await engine.BoundAsync(one);
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(two)).Outcome);
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(one, OtherCourier)).Outcome);
        Assert.Equal(main, await engine.BoundAsync(two, OtherCourier));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(main, Courier)).ConnectTo);
        Assert.Equal("13911112222", (await engine.CallAsync(main, OtherCourier)).ConnectTo);
        Assert.Equal(Courier, (await engine.CallAsync(main, Waybills.RecipientMobile)).ConnectTo);
        Assert.Equal(OtherCourier, (await engine.CallAsync(main, "13911112222")).ConnectTo);
    }

    [Fact]
    public async Task BindAsync_SecondParcelOfTheSameTwo_HasAMainNumberOfItsOwn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(2));
        var waybills = Waybills.New(3);
        await engine.SendAsync(waybills);
        var (first, second) = (await engine.BoundAsync(waybills[0]), await engine.BoundAsync(waybills[1]));
        Assert.NotEqual(first, second);
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(waybills[2])).Outcome);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybills[0].ByNumber(), PartyRole.Recipient);
        Assert.Equal((CallAnswer.Released, CallAnswer.Active), ((await engine.CallAsync(first, Courier)).Answer, (await engine.CallAsync(second, Courier)).Answer));
    }

    [Fact]
    public async Task BindAsync_AfterItsEnd_WaitsForQuarantineUnlessItIsTheSameTwo()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1, new CallOptions { PairQuarantine = TimeSpan.FromHours(2) }));
        var (one, two) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = "13911112222"));
        await engine.SendAsync([one, two]);
        var main = await engine.BoundAsync(one);
        engine.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((CallAnswer.Expired, CallAnswer.Expired), ((await engine.CallAsync(main, Courier)).Answer, (await engine.CallAsync(main, Waybills.RecipientMobile)).Answer));
        Assert.Equal(new PairAnswer(PairOutcome.Exhausted, RetryAfter: TimeSpan.FromHours(2)), await engine.BindAsync(two));
        Assert.Equal(main, await engine.BoundAsync(one));

        engine.Clock.Advance(TimeSpan.FromMinutes(150) - TimeSpan.FromSeconds(1));
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(two)).Outcome);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, Courier));
        Assert.Equal(main, await engine.BoundAsync(two));
        Assert.Equal("13911112222", (await engine.CallAsync(main, Courier)).ConnectTo);
        // His place still names the courier, whose own leads elsewhere by now.
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(main, Waybills.RecipientMobile));
    }

    [Fact]
    public async Task BindAsync_OtherTenantsPhones_AreNotBoundTwiceEither()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (ours, theirs) = (Waybills.New(), Waybills.New());
        await engine.SendAsync(ours);
        await engine.SendAsync(theirs, Callers.OtherTenant);
        await engine.BoundAsync(ours);
        Assert.Equal(PairOutcome.Exhausted, (await engine.BindAsync(theirs, caller: Callers.OtherTenant)).Outcome);
        Assert.Equal(PairOutcome.NotFound, (await engine.BindAsync(ours, caller: Callers.OtherTenant)).Outcome);
    }

    [Fact]
    public async Task BindAsync_AtOnceFromManySides_CrossesNobody()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(4));
        var waybills = Waybills.New(24);
        for (var w = 0; w < waybills.Length; w++) waybills[w].Recipient.Mobile = $"139222233{w / 2:D2}";
        await engine.SendAsync(waybills);
        var answers = await Task.WhenAll(waybills.SelectMany((w, i) => new[] { $"158222233{i % 3:D2}", $"158222233{i % 5:D2}" }.Select(async courier =>
            (Waybill: w, Courier: courier, Answer: await engine.BindAsync(w, courier)))));

        var bound = answers.Where(a => a.Answer.Outcome == PairOutcome.Bound).ToList();
        Assert.NotEmpty(bound);
        foreach (var (waybill, courier, answer) in bound)
        {
            Assert.Equal(waybill.Recipient.Mobile, (await engine.CallAsync(answer.MainNumber, courier)).ConnectTo);
            Assert.Equal(courier, (await engine.CallAsync(answer.MainNumber, waybill.Recipient.Mobile)).ConnectTo);
        }
    }

    [Fact]
    public async Task BindAsync_WhatCannotBe_SaysWhy()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var (waybill, released, unreachable) = (Waybills.New(), Waybills.New(), Waybills.New(w => w.Recipient.Mobile = "+1 202 555 0123"));
        await engine.SendAsync([waybill, released, unreachable]);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, released.ByNumber(), PartyRole.Recipient);
        Assert.Equal(PairOutcome.SamePhone, (await engine.BindAsync(waybill, "+86" + Waybills.RecipientMobile)).Outcome);
        Assert.Equal(PairOutcome.InvalidPhone, (await engine.BindAsync(waybill, "+1 202 555 0123")).Outcome);
        Assert.Equal(PairOutcome.InvalidPhone, (await engine.BindAsync(waybill, "")).Outcome);
        Assert.Equal(PairOutcome.InvalidReference, (await engine.BindAsync(waybill, party: PartyRole.Unspecified)).Outcome);
        Assert.Equal(PairOutcome.NotFound, (await engine.BindAsync(Waybills.New())).Outcome);
        Assert.Equal(PairOutcome.Released, (await engine.BindAsync(released)).Outcome);
        Assert.Equal(PairOutcome.Unreachable, (await engine.BindAsync(unreachable)).Outcome);
        await engine.ChangeHeaderAsync(waybill, h => h with { RetainUntil = (uint)engine.Now.ToUnixTimeSeconds() });
        Assert.Equal(PairOutcome.NotFound, (await engine.BindAsync(waybill)).Outcome);
        engine.Gate.IsOpen = false;
        Assert.Equal(PairOutcome.Unavailable, (await engine.BindAsync(waybill)).Outcome);
        await using var without = await EngineUnderTest.OpenAsync(store.Database);
        Assert.Equal(PairOutcome.NotConfigured, (await without.BindAsync(waybill)).Outcome);
    }

    [Fact]
    public async Task BindAsync_RecordThatEndsSooner_EndsWithIt()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var until = (uint)engine.Now.AddMinutes(3).ToUnixTimeSeconds();
        await engine.ChangeHeaderAsync(waybill, h => h with { RetainUntil = until });
        Assert.Equal(until, (await engine.BindAsync(waybill)).ExpiresAt);
    }

    [Fact]
    public async Task Pair_PolicyOfCalls_HoldsExceptWhoMayCall()
    {
        var hours = new CallHours(new TimeOnly(7, 0), new TimeOnly(21, 0));
        var setup = PairBench.Setup(1, new CallOptions { MayCall = CallersAllowed.OtherParty, ConnectedPerWaybill = 1, Hours = hours, LongestPairValidity = TimeSpan.FromDays(1) });
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var main = (await engine.BindAsync(waybill, minutes: 1_000)).MainNumber;
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(main, Courier)).Answer);
        var ended = new EndedCall("call-1", new IncomingCall(main, Courier), true);
        Assert.Equal(CallReportCode.Recorded, (await engine.CallReports.ReportAsync(Callers.Masker, [ended]))[0].Code);
        Assert.Equal(CallReason.CallLimit, (await engine.CallAsync(main, Waybills.RecipientMobile)).Reason);
        engine.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal(CallReason.OutsideHours, (await engine.CallAsync(main, Courier)).Reason);
        var strangers = ended with { Call = ended.Call with { CallerNumber = OtherCourier } };
        Assert.Equal(CallReportCode.UnknownNumber, (await engine.CallReports.ReportAsync(Callers.Masker, [strangers]))[0].Code);
    }
}

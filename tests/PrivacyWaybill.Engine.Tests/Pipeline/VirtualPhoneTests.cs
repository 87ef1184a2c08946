using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>A phone that is virtual already: a number to its main number alone would lead to nobody.</summary>
public sealed class VirtualPhoneTests(RedisStore store)
{
    private static readonly EngineOptions Options = new() { Issuers = [new PlatformIssuer("plat", ["1849999"], 11, 4)] };

    [Theory]
    [InlineData("")]
    [InlineData("-2125")]
    [InlineData("转2125")]
    [InlineData(",2125")]
    public async Task RunAsync_PhoneIsVirtual_IsMaskedAndGetsNoNumber(string extension)
    {
        var (own, external) = (EngineSetup.NewSegment(), EngineSetup.NewExternalSegment());
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1) with { Options = Options, Segments = [own, external] });
        string[] mains = ["18499991234", $"{own.FirstMainNumber}", $"{external.FirstMainNumber + 3}", engine.Setup.PairNumbers.NumberAt(0).ToString()];
        foreach (var main in mains)
        {
            var result = await engine.SendAsync(Waybills.New(w => w.Recipient.Mobile = main + extension));
            Assert.Equal((ItemCode.Ok, null), (result.Status.Code, result.Recipient.VirtualNumber));
            Assert.Equal([new Warning { Code = WarningCode.NoReachablePhone, Field = "recipient", Reason = UnreachableReason.AlreadyVirtual }], result.Warnings);
            Assert.DoesNotContain(main, result.Recipient.Mobile, StringComparison.Ordinal);
        }
        Assert.Equal(0, engine.Counters.NumbersUsed);
    }

    [Fact]
    public async Task RunAsync_MobileIsVirtualAndLandlineIsNot_LeadsToTheLandline()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Options });
        var result = await engine.SendAsync(Waybills.New(w => (w.Recipient.Mobile, w.Recipient.Landline) = ("18499991234-5678", "0755-26711111")));
        Assert.Equal("075526711111", (await engine.CallAsync(result.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_UpdateToAVirtualPhone_TheNumberLeadsToNobody()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Options });
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(waybill.Update(1, w => w.Recipient.Mobile = "18499991234-5678"))).Status.Code);
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(first.Number())).Answer);
    }

    [Fact]
    public async Task BindAsync_CourierPhoneIsVirtual_IsRefused()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, PairBench.Setup(1) with { Options = Options });
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        foreach (var (phone, outcome) in new[] { ("18499991234-5678", PairOutcome.InvalidPhone), ($"{engine.Setup.Segments[0].FirstMainNumber}", PairOutcome.InvalidPhone), (PairBench.Courier, PairOutcome.Bound) })
            Assert.Equal(outcome, (await engine.BindAsync(waybill, phone)).Outcome);
    }

    [Theory]
    [InlineData("", "", UnreachableReason.Missing)]
    [InlineData("+852 9123 4567", "", UnreachableReason.Foreign)]
    [InlineData("+1 338 555 0123", "", UnreachableReason.Foreign)]
    [InlineData("0044 20 7946 0958", "", UnreachableReason.Foreign)]
    [InlineData("10086", "", UnreachableReason.ServiceNumber)]
    [InlineData("95533", "", UnreachableReason.ServiceNumber)]
    [InlineData("4008123456", "", UnreachableReason.ServiceNumber)]
    [InlineData("", "26711111", UnreachableReason.Incomplete)]
    [InlineData("1395555666", "", UnreachableReason.Incomplete)]
    [InlineData("138******78", "", UnreachableReason.Masked)]
    [InlineData("13955556666 13877776666", "", UnreachableReason.SeveralNumbers)]
    public async Task RunAsync_NoReachablePhone_SaysWhy(string mobile, string landline, UnreachableReason reason)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => (w.Recipient.Mobile, w.Recipient.Landline) = (mobile, landline));
        foreach (var _ in new[] { "first", "again" })
            Assert.Equal(reason, Assert.Single((await engine.SendAsync(waybill)).Warnings, w => w.Code == WarningCode.NoReachablePhone).Reason);
    }
}

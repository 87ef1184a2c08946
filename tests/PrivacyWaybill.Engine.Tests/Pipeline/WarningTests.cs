using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class WarningTests(RedisStore store)
{
    public static TheoryData<string, Action<Waybill>> Unreachable => new()
    {
        { "foreign", w => w.Recipient.Mobile = "+1 202 555 0123" },
        { "hotline", w => w.Recipient.Mobile = "95338" },
        { "service number", w => w.Recipient.Mobile = "400-800-1234" },
        { "without area code", w => (w.Recipient.Mobile, w.Recipient.Landline) = ("", "26711111") },
        { "missing", w => w.Recipient.Mobile = "" },
        { "several in one field", w => w.Recipient.Mobile = "13955556666 13877776666" },
        { "a slip of ten digits", w => w.Recipient.Mobile = "1395555666" },
    };

    [Theory, MemberData(nameof(Unreachable))]
    public async Task RunAsync_NoReachablePhone_IsMaskedAndStoredWithoutANumber(string label, Action<Waybill> change)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(change);
        foreach (var isReplay in new[] { false, true })
        {
            var result = await engine.SendAsync(waybill);
            Assert.Equal((ItemCode.Ok, isReplay, 1u), (result.Status.Code, result.Replayed, result.Version));
            Assert.Null(result.Recipient.VirtualNumber);
            Assert.Contains((WarningCode.NoReachablePhone, "recipient"), result.Warned());
        }
        Assert.Equal(0, engine.Counters.NumbersUsed);
    }

    [Theory]
    [InlineData("0755-26711111", "0755-26711111")]
    [InlineData("+86 755 2671 1111", "0755-26711111")]
    public async Task RunAsync_LandlineWithAreaCode_IsReachable(string landline, string meant)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New(w => (w.Recipient.Mobile, w.Recipient.Landline) = ("", landline)));
        Assert.Equal(meant.Replace("-", "", StringComparison.Ordinal), (await engine.CallAsync(result.Number())).ConnectTo);
    }

    [Theory]
    [InlineData("138******78", WarningCode.AlreadyMasked, "138******78")]
    [InlineData("138****5678", WarningCode.MaskedFurther, "138******78")]
    public async Task RunAsync_MaskedPhone_IsFlaggedAndUnreachable(string mobile, WarningCode code, string printed)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New(w => w.Recipient.Mobile = mobile));
        Assert.Equal((ItemCode.Ok, printed), (result.Status.Code, result.Recipient.Mobile));
        Assert.Equal([(code, "recipient.mobile"), (WarningCode.NoReachablePhone, "recipient")], result.Warned());
    }

    [Fact]
    public async Task RunAsync_MaskedName_IsFlagged()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New(w => w.Sender.Name = "周**"));
        Assert.Equal("周**", result.Sender.Name);
        Assert.Equal([(WarningCode.AlreadyMasked, "sender.name")], result.Warned());
    }

    [Fact]
    public async Task RunAsync_PlatformNumbers_OnlyThoseThatCanBeVerifiedArePrintedWhole()
    {
        var setup = new EngineSetup { Options = new EngineOptions { Issuers = [new PlatformIssuer("shop", ["184", "95013"], 11, 4)] } };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var ours = (await engine.SendAsync(Waybills.New())).Number().Display;
        await AssertAsync("shop", "18400913965-7576", isWhole: true);
        await AssertAsync("shop", "18400913965转7576", isWhole: true);
        await AssertAsync("", ours, isWhole: true);
        await AssertAsync("nobody", "18400913965-7576", isWhole: false);
        await AssertAsync("shop", "13900913965-7576", isWhole: false);
        await AssertAsync("shop", "18400913965-757", isWhole: false);
        await AssertAsync("shop", "18400913965", isWhole: false);

        async Task AssertAsync(string issuer, string number, bool isWhole)
        {
            var result = await engine.SendAsync(Waybills.New(w => w.Sender.PlatformNumber = new PlatformNumber { Issuer = issuer, Number = number }));
            Assert.Equal(ItemCode.Ok, result.Status.Code);
            Assert.Equal(isWhole, result.Sender.PlatformNumber == number);
            Assert.Equal(isWhole ? [] : [(WarningCode.NotAVirtualNumber, "sender.platform_number.number")], result.Warned());
            if (!isWhole) Assert.Contains("******", result.Sender.PlatformNumber, StringComparison.Ordinal);
        }
    }
}

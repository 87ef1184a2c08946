using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class CallDeskTests(RedisStore store)
{
    [Fact]
    public async Task ResolveAsync_ValidNumber_ConnectsToItsParty()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        Assert.Equal(
            new CallResolution(Found.Yes, CallAnswer.Active, Waybills.RecipientMobile, PartyRole.Recipient, (uint)number.ExpireTime.Seconds, number.MainNumber),
            await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_MobileUnreachableButLandlineNot_ConnectsToTheLandline()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New(w => (w.Recipient.Mobile, w.Recipient.Landline) = ("+1 202 555 0123", "0571-88881111")))).Number();
        Assert.Equal("057188881111", (await engine.CallAsync(number)).ConnectTo);
    }

    [Fact]
    public async Task ResolveAsync_AtItsExpiry_IsExpired()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        engine.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(number.ExpireTime.Seconds - 1));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Expired), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_RecordOverdue_ConnectsToNobody()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        await engine.ChangeHeaderAsync(waybill, h => h with { RetainUntil = (uint)engine.Now.ToUnixTimeSeconds() });
        Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Expired), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_Released_IsReleased()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var result = await engine.SendAsync(waybill);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient);
        Assert.Equal(new CallResolution(Found.Yes, CallAnswer.Released), await engine.CallAsync(result.Recipient.VirtualNumber));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(result.Sender.VirtualNumber)).Answer);
    }

    [Fact]
    public async Task ResolveAsync_OtherTenant_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number, Callers.OtherTenant));
    }

    [Fact]
    public async Task ResolveAsync_OtherTenantAndExpired_IsUnknownToo()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        engine.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number, Callers.OtherTenant));
    }

    [Fact]
    public async Task ResolveAsync_NumberNeverGiven_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = (await engine.SendAsync(Waybills.New())).Number();
        var segment = engine.Setup.Segments[0];
        Assert.True(NumberText.TryParse(number.Display, out var given));
        var neighbour = given with { Extension = (given.Extension + 1) % 10_000 };
        Assert.Equal(new CallResolution(Found.Yes), await engine.Calls.ResolveAsync(Callers.Masker, neighbour));
        var elsewhere = new ExtendedNumber(segment.FirstMainNumber - 1, 0, 11, 4);
        Assert.Equal(new CallResolution(Found.Yes), await engine.Calls.ResolveAsync(Callers.Masker, elsewhere));
    }
}

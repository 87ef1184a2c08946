using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>Whoever writes to the store by himself makes numbers lead nowhere, never to a stranger.</summary>
public sealed class CallDeskTamperingTests(RedisStore store)
{
    private const string StrangersMobile = "15811112222";

    [Fact]
    public async Task ResolveAsync_PageNamesAStrangersRecord_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, stranger, number, _) = await TwoAsync(engine);
        var place = engine.PlaceOf(number);
        await engine.Database.StringSetRangeAsync(engine.PageKeyOf(place), engine.SlotOf(place), engine.RecordIdOf(stranger).AsSpan().ToArray());
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_StrangersRecordNamesTheNumber_LeadsToItsOwner()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, stranger, number, strangersNumber) = await TwoAsync(engine);
        var bound = (await engine.HeaderAsync(waybill)).Recipient;
        await engine.ChangeHeaderAsync(stranger, h => h with { Recipient = bound });
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(strangersNumber));
        // Nor is the stranger told the number that is not his.
        var replay = await engine.SendAsync(stranger);
        Assert.NotEqual(number.Display, replay.Number().Display);
        Assert.Equal(StrangersMobile, (await engine.CallAsync(replay.Number())).ConnectTo);
    }

    [Fact]
    public async Task ResolveAsync_StrangersRecordInItsPlace_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, stranger, number, _) = await TwoAsync(engine);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), await engine.StoredAsync(stranger));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_StrangersOriginalsBehindItsHeader_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, stranger, number, _) = await TwoAsync(engine);
        var (header, other) = (await engine.HeaderAsync(waybill), (await engine.StoredAsync(stranger))!);
        byte[] forged = [.. (await engine.StoredAsync(waybill))![..header.Length], .. other[(await engine.HeaderAsync(stranger)).Length..]];
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), forged);
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_OtherLease_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, _, number, _) = await TwoAsync(engine);
        await engine.ChangeHeaderAsync(waybill, h => h with { Recipient = h.Recipient with { LeaseId = h.Recipient.LeaseId + 1 } });
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_PageGoneOrWiped_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (_, _, number, _) = await TwoAsync(engine);
        var place = engine.PlaceOf(number);
        await engine.Database.StringSetRangeAsync(engine.PageKeyOf(place), engine.SlotOf(place), new byte[RecordId.Length]);
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
        await engine.Database.KeyDeleteAsync(engine.PageKeyOf(place));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ResolveAsync_RecordGone_IsUnknown()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, _, number, _) = await TwoAsync(engine);
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(waybill));
        Assert.Equal(new CallResolution(Found.Yes), await engine.CallAsync(number));
    }

    [Fact]
    public async Task ExtendAsync_HeaderNamesAStrangersNumber_ChangesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, stranger, _, _) = await TwoAsync(engine);
        var bound = (await engine.HeaderAsync(waybill)).Recipient;
        await engine.ChangeHeaderAsync(stranger, h => h with { Recipient = bound });
        var before = await engine.StoredAsync(stranger);
        foreach (var answer in new[]
        {
            await engine.NumberDesk.LookUpAsync(Callers.Masker, stranger.ByNumber(), PartyRole.Recipient),
            await engine.NumberDesk.ExtendAsync(Callers.Masker, stranger.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(20)),
            await engine.NumberDesk.ReleaseAsync(Callers.Masker, stranger.ByNumber(), PartyRole.Recipient),
        })
            Assert.Equal(new NumberAnswer(Found.Yes, CallAnswer.Unknown, Version: 1), answer with { Change = default });
        Assert.Equal(before, await engine.StoredAsync(stranger));
    }

    private static async Task<(Waybill Waybill, Waybill Stranger, VirtualNumber Number, VirtualNumber StrangersNumber)> TwoAsync(EngineUnderTest engine)
    {
        var (waybill, stranger) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = StrangersMobile));
        var results = (await engine.SendAsync([waybill, stranger])).Results;
        return (waybill, stranger, results[0].Number(), results[1].Number());
    }
}

using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Importing;

/// <summary>An imported number lives as one of our own.</summary>
public sealed class ImportTests(RedisStore store)
{
    [Fact]
    public async Task ImportAsync_BothParties_AreMaskedSealedNamedAndCalled()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        var binding = engine.Bind(waybill, 7_576);
        binding.SenderNumber = engine.Number(3, days: 20);
        var result = await engine.ImportAsync(binding);
        Assert.Equal((ItemCode.Ok, 1u, false), (result.Status.Code, result.Version, result.Replayed));
        Assert.Equal((waybill.ObjectId, "欧阳**", "139******66", "周**"), (result.ObjectId, result.Recipient.Name, result.Recipient.Mobile, result.Sender.Name));
        Assert.Equal((binding.RecipientNumber.Number, binding.RecipientNumber.ExpireTime.Seconds), (result.Number().Display, result.Number().ExpireTime.Seconds));
        Assert.Equal((binding.SenderNumber.Number, binding.SenderNumber.ExpireTime.Seconds), (result.Sender.VirtualNumber.Display, result.Sender.VirtualNumber.ExpireTime.Seconds));

        var (recipient, sender) = (await engine.CallAsync(result.Number()), await engine.CallAsync(result.Sender.VirtualNumber));
        Assert.Equal((CallAnswer.Active, Waybills.RecipientMobile, PartyRole.Recipient), (recipient.Answer, recipient.ConnectTo, recipient.Party));
        Assert.Equal((CallAnswer.Active, "13712345678", PartyRole.Sender), (sender.Answer, sender.ConnectTo, sender.Party));
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(result.Number(), Callers.OtherTenant)).Answer);
        foreach (var answer in new[]
        {
            await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient),
            await engine.NumberDesk.LookUpAsync(Callers.Masker, result.Recipient.ByToken(), PartyRole.Unspecified),
            await engine.NumberDesk.LookUpAsync(Callers.Masker, EngineUnderTest.Parse(result.Number())),
        })
            Assert.Equal((CallAnswer.Active, PartyRole.Recipient, binding.RecipientNumber.Number), (answer.State, answer.Party, answer.Number.ToString()));
        Assert.Equal(Waybills.RecipientMobile, Assert.Single(await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }])).Originals!.Recipient.Mobile);
    }

    [Fact]
    public async Task ImportAsync_SameAgain_ReplaysAlsoAsAMaskCall()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var binding = engine.Bind(Waybills.New(), 1);
        var first = await engine.ImportAsync(binding);
        engine.Clock.Advance(TimeSpan.FromDays(1));
        var stored = await engine.StoredAsync(binding.Waybill);
        // Another spelling, and an expiry that does not count any more.
        binding.RecipientNumber = new ImportedNumber { Number = binding.RecipientNumber.Number[..11], Extension = binding.RecipientNumber.Number[^4..], ExpireTime = engine.Now.AddDays(2).ToTimestamp() };
        foreach (var again in new[] { await engine.ImportAsync(binding), await engine.SendAsync(binding.Waybill), (await engine.ImportAsync([binding, binding])).Results[1] })
        {
            Assert.True(again.Replayed);
            again.Replayed = false;
            Assert.Equal(first, again);
        }
        Assert.Equal(stored, await engine.StoredAsync(binding.Waybill));
    }

    [Fact]
    public async Task ImportAsync_StoredWithoutANumber_GetsItAndTheOtherParty()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        await engine.SendAsync(waybill.Again(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None }));
        var binding = engine.Bind(waybill, 1);
        Assert.Equal((2u, binding.RecipientNumber.Number), ((await engine.ImportAsync(binding)) is var r ? (r.Version, r.Number().Display) : default));
        var second = await engine.ImportAsync(new ImportedBinding { Waybill = waybill, SenderNumber = engine.Number(2) });
        Assert.Equal((3u, engine.Number(2).Number, binding.RecipientNumber.Number), (second.Version, second.Sender.VirtualNumber.Display, second.Number().Display));
        Assert.Equal("13712345678", (await engine.CallAsync(second.Sender.VirtualNumber)).ConnectTo);
    }

    [Fact]
    public async Task ExtendAsync_Imported_GoesUpToTheLongestTotalValidityAndNoFurther()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var (waybill, imported) = (Waybills.New(), engine.Now);
        var number = (await engine.ImportAsync(engine.Bind(waybill, 1))).Number();
        foreach (var days in new[] { 80, 165, 250, 335, 365 })
        {
            Assert.Equal(NumberChangeCode.Ok, (await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, imported.AddDays(days))).Change);
            engine.Clock.SetUtcNow(imported.AddDays(days).AddMinutes(-2));
            Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
            // Nor is it anybody else's while it rests on the time that it had at first.
            Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
        }
        var beyond = await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, imported.AddDays(366));
        Assert.Equal((NumberChangeCode.BeyondLimit, imported.AddDays(365)), (beyond.Change, beyond.LatestExpiry));
    }

    [Fact]
    public async Task ImportedNumber_ItsEnd_IsExpiredRestsAndCanBeImportedForAnother()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var (waybill, other) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = "13877776666"));
        var number = (await engine.ImportAsync(engine.Bind(waybill, 1))).Number();
        engine.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(CallAnswer.Expired, (await engine.CallAsync(number)).Answer);
        Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(other, 1))).Status.Code);

        engine.Clock.Advance(engine.Setup.Numbers.Quarantine + engine.Setup.Numbers.ClockMargin + TimeSpan.FromSeconds(1));
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(number)).Answer);
        Assert.Equal(number.Display, (await engine.ImportAsync(engine.Bind(other, 1))).Number().Display);
        Assert.Equal("13877776666", (await engine.CallAsync(number)).ConnectTo);
        // The first one's record is still there and names the number; it is not told.
        Assert.Equal(CallAnswer.Expired, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
        Assert.NotEqual(number.Display, (await engine.SendAsync(waybill)).Number().Display);
    }

    [Fact]
    public async Task ImportAsync_ItsOwnNumberHasExpired_GetsItAgain()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        var first = await engine.ImportAsync(engine.Bind(waybill, 1));
        foreach (var wait in new[] { 11, 40 })
        {
            engine.Clock.Advance(TimeSpan.FromDays(wait));
            var again = await engine.ImportAsync(engine.Bind(waybill, 1));
            Assert.Equal((first.Number().Display, WarningCode.NumberRenewed), (again.Number().Display, Assert.Single(again.Warnings).Code));
            Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(first.Number())).ConnectTo);
        }
    }

    [Fact]
    public async Task ReleaseAsync_Imported_EndsItForGoodAndItRestsUntilItWouldHaveEnded()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        var number = (await engine.ImportAsync(engine.Bind(waybill, 1))).Number();
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
        var again = await engine.ImportAsync(engine.Bind(waybill, 1));
        Assert.Equal((ItemCode.Ok, null, WarningCode.NumberReleased), (again.Status.Code, again.Recipient.VirtualNumber, Assert.Single(again.Warnings).Code));
        Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(waybill, 2))).Status.Code);
        Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
    }

    [Fact]
    public async Task EraseAsync_Imported_LeavesNobodyAndIsNotBroughtBack()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        var number = (await engine.ImportAsync(engine.Bind(waybill, 1))).Number();
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
        Assert.Equal(ItemCode.Erased, (await engine.ImportAsync(engine.Bind(waybill, 1))).Status.Code);
        Assert.Equal(ItemCode.Erased, (await engine.ImportAsync(engine.Bind(waybill, 2))).Status.Code);
        Assert.Equal(ItemCode.Conflict, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
        // The place that was refused with the erased shipment was not claimed for it.
        Assert.Equal(ItemCode.Ok, (await engine.ImportAsync(engine.Bind(Waybills.New(), 2))).Status.Code);
    }

    [Fact]
    public async Task AffectedShipments_ExternalSegment_AreThoseWithALiveNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybills = Waybills.New(3);
        var results = (await engine.ImportAsync(waybills.Select((w, i) => engine.Bind(w, i * 400_000)))).Results;
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybills[1].ByNumber(), PartyRole.Recipient);
        Assert.Equal([results[0].Recipient.Token, results[2].Recipient.Token], (await engine.AffectedAsync(engine.External())).Select(a => a.Token));
        Assert.Empty(await engine.AffectedAsync(engine.External(), Callers.OtherTenant));
    }

    [Fact]
    public async Task LinkedReturn_KeepsAnImportedNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        var number = (await engine.ImportAsync(engine.Bind(waybill, 1))).Number();
        var back = await engine.SendAsync(Waybills.New(w =>
        {
            (w.Sender, w.Recipient) = (w.Recipient, w.Sender);
            w.Links = new ShipmentLinks { ReturnOf = waybill.WaybillNo };
        }));
        Assert.Equal(number.Display, back.Sender.VirtualNumber.Display);
    }

    [Fact]
    public async Task Platform_DeclaredNumberOfAnExternalSegment_IsPrintedWhole()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var display = engine.External().NumberAt(42).ToString();
        var result = await engine.SendAsync(Waybills.New(w => w.Sender.PlatformNumber = new PlatformNumber { Number = display }));
        Assert.Equal((display, 0), (result.Sender.PlatformNumber, result.Warnings.Count));
    }

    [Fact]
    public async Task GetStatusAsync_ExternalSegment_CountsItsNumbersAndDrains()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        await engine.ImportAsync(Waybills.New(3).Select((w, i) => engine.Bind(w, i)));
        var status = (await engine.Pool.GetStatusAsync()).Segments[^1];
        Assert.Equal((0L, 3L, false), (status.Free, status.Leased, status.IsDrained));
        engine.Pool.Set(engine.External().Id, new(PrivacyWaybill.Numbers.Registry.SegmentPhase.Retired));
        Assert.False((await engine.Pool.GetStatusAsync()).Segments[^1].IsDrained);
        engine.Clock.Advance(TimeSpan.FromDays(26));
        Assert.True((await engine.Pool.GetStatusAsync()).Segments[^1].IsDrained);
    }
}

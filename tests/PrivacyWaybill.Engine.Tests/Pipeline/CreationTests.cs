using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class CreationTests(RedisStore store)
{
    [Fact]
    public async Task RunAsync_NewWaybill_IsMaskedStoredAndReachable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill, Callers.Masker);

        Assert.Equal(ItemCode.Ok, result.Status.Code);
        Assert.Equal((waybill.ObjectId, waybill.RouteLabel, 1u, false), (result.ObjectId, result.RouteLabel, result.Version, result.Replayed));
        Assert.Equal(("欧阳**", "139******66", "天目山路226号6幢***"), (result.Recipient.Name, result.Recipient.Mobile, result.Recipient.Address.Detail));
        Assert.Equal(("周**", "137******78", "广东省深圳市南山区科技园路18号2栋***"), (result.Sender.Name, result.Sender.Mobile, result.Sender.Address.Text));
        Assert.Equal(("gb41833", "2", Durability.Memory), (result.Profile, result.RuleSetVersion, result.Durability));
        Assert.Empty(result.Warnings);
        Assert.Null(result.Sender.VirtualNumber);
        Assert.Equal(engine.Now.AddDays(15).ToUnixTimeSeconds(), result.Number().ExpireTime.Seconds);
        Assert.Equal($"{result.Number().MainNumber}-{result.Number().Extension}", result.Number().Display);
        Assert.Equal((23, 23), (result.Sender.Token.Length, result.Recipient.Token.Length));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(result.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_NewWaybill_StoresNothingInTheClear()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var value = await engine.StoredAsync(waybill);
        foreach (var text in new[] { waybill.WaybillNo, waybill.Recipient.Name, waybill.Recipient.Mobile, waybill.Recipient.Address.Detail, waybill.Remark, "carrier" })
            Assert.Equal(-1, value.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(engine.Now.AddDays(120).ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).RetainUntil);
    }

    [Fact]
    public async Task RunAsync_BothPartiesWanted_GivesEachANumberOfItsOwn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New(w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill }));
        Assert.NotEqual(result.Sender.VirtualNumber.Display, result.Recipient.VirtualNumber.Display);
        var (sender, recipient) = (await engine.CallAsync(result.Sender.VirtualNumber), await engine.CallAsync(result.Recipient.VirtualNumber));
        Assert.Equal(("13712345678", PartyRole.Sender), (sender.ConnectTo, sender.Party));
        Assert.Equal((Waybills.RecipientMobile, PartyRole.Recipient), (recipient.ConnectTo, recipient.Party));
    }

    [Fact]
    public async Task RunAsync_NoNumberWanted_TakesNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None }));
        Assert.Equal(ItemCode.Ok, result.Status.Code);
        Assert.Null(result.Recipient.VirtualNumber);
        Assert.Equal(23, result.Recipient.Token.Length);
        Assert.Equal(0, engine.Counters.NumbersUsed);
    }

    [Fact]
    public async Task RunAsync_SegmentWanted_TakesItsNumbers()
    {
        var (first, second) = (EngineSetup.NewSegment(), EngineSetup.NewSegment(extensionLength: 3));
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Segments = [first, second] });
        var results = (await engine.SendAsync(
        [
            Waybills.New(),
            Waybills.New(w => w.RecipientNumber = new NumberRequest { Segment = second.Name }),
            Waybills.New(w => w.RecipientNumber = new NumberRequest { Segment = first.Name }),
        ])).Results;
        Assert.Equal([first.Id, second.Id, first.Id], results.Select(r => engine.PlaceOf(r.Number()).Segment));
        Assert.Equal([4, 3, 4], results.Select(r => r.Number().Extension.Length));
    }

    [Fact]
    public async Task RunAsync_SealedRecordWanted_IsTheStoredValue()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.ReturnSealedRecord = true);
        var created = await engine.SendAsync(waybill);
        Assert.True(SealedRecord.TryRead(created.SealedRecord.Memory, out var id, out var value));
        Assert.Equal(engine.RecordIdOf(waybill), id);
        Assert.Equal(await engine.StoredAsync(waybill), value.ToArray());
        Assert.Equal(created.SealedRecord, (await engine.SendAsync(waybill)).SealedRecord);
    }

    [Fact]
    public async Task RunAsync_GoodAndBadNeighbours_EachGetItsOwnAnswerInOrder()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(200);
        for (var i = 0; i < waybills.Length; i += 3) waybills[i].WaybillNo = "?";
        var results = (await engine.SendAsync(waybills)).Results;
        Assert.Equal(waybills.Select(w => w.ObjectId), results.Select(r => r.ObjectId));
        for (var i = 0; i < results.Count; i++)
        {
            Assert.Equal(i % 3 == 0 ? ItemCode.InvalidFormat : ItemCode.Ok, results[i].Status.Code);
            if (i % 3 == 0) results[i].AssertNothingMasked();
        }
        Assert.Equal(133, results.Where(r => r.Recipient is not null).Select(r => r.Number().Display).Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_SameNumberOfAnotherEpochOrTenant_IsAnotherShipment()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var (first, nextEpoch, elsewhere) = (await engine.SendAsync(waybill),
            await engine.SendAsync(waybill.Again(w => w.ShipmentEpoch = 1)), await engine.SendAsync(waybill, Callers.OtherTenant));
        Assert.Equal([false, false, false], new[] { first, nextEpoch, elsewhere }.Select(r => r.Replayed));
        Assert.Equal(3, new[] { first, nextEpoch, elsewhere }.Select(r => r.Number().Display).Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_RecordRefusedByTheStore_ReturnsItsNumberToThePool()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (taken, free) = (Waybills.New(), Waybills.New());
        // SET … GET of another type is an error of the store's: the record was certainly not written.
        await engine.Database.ListLeftPushAsync(engine.RecordKeyOf(taken), "x");
        var results = (await engine.SendAsync([taken, free])).Results;
        Assert.Equal([ItemCode.Unavailable, ItemCode.Ok], results.Select(r => r.Status.Code));
        results[0].AssertNothingMasked();
        Assert.Equal((1, 1, 0), (engine.Counters.NumbersUsed, engine.Counters.NumbersReturned, engine.Counters.NumbersBurned));
    }

    [Fact]
    public async Task RunAsync_PageLostBeforeTheWrite_BurnsTheNumberAndSentAgainBinds()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var first = await engine.SendAsync(Waybills.New());
        await engine.Database.KeyDeleteAsync(engine.PageKeyOf(engine.PlaceOf(first.Number())));

        var waybill = Waybills.New();
        var failed = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Unavailable, true), (failed.Status.Code, failed.Status.Retryable));
        failed.AssertNothingMasked();

        var again = await engine.SendAsync(waybill);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(again.Number())).ConnectTo);
        Assert.NotEqual(engine.PageKeyOf(engine.PlaceOf(first.Number())), engine.PageKeyOf(engine.PlaceOf(again.Number())));
        Assert.Equal(NumberState.Bound, (await engine.HeaderAsync(waybill)).Recipient.State);
    }
}

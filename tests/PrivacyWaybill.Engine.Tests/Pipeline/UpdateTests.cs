using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class UpdateTests(RedisStore store)
{
    private const string NewMobile = "15811112222";

    [Fact]
    public async Task RunAsync_NumberOutlivesTheRetention_IsKeptAsLongAsTheNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = new EngineOptions { Retention = TimeSpan.FromDays(20) } });
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var until = engine.Now.AddDays(60);
        await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, until);
        Assert.Equal(3u, (await engine.SendAsync(waybill.Update(2, w => w.Goods = "鞋"))).Version);
        Assert.Equal((uint)until.ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).RetainUntil);
        Assert.True(await engine.Database.KeyTimeToLiveAsync(engine.RecordKeyOf(waybill)) > TimeSpan.FromDays(60));
    }

    [Fact]
    public async Task RunAsync_VersionHolds_KeepsTheNumberWhichLeadsToTheNewPhone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        var update = waybill.Update(1, w => w.Recipient.Mobile = NewMobile);
        update.ReturnSealedRecord = true;
        var updated = await engine.SendAsync(update);
        Assert.Equal((ItemCode.Ok, 2u, false, true), (updated.Status.Code, updated.Version, updated.Replayed, updated.RelabelRequired));
        Assert.Equal("158******22", updated.Recipient.Mobile);
        Assert.Equal(first.Number(), updated.Number());
        Assert.Equal(NewMobile, (await engine.CallAsync(first.Number())).ConnectTo);
        Assert.True(SealedRecord.TryRead(updated.SealedRecord.Memory, out _, out var sealedValue));
        Assert.Equal(await engine.StoredAsync(waybill), sealedValue.ToArray());
        // And the new content is what replays now.
        Assert.True((await engine.SendAsync(waybill.Again(w => w.Recipient.Mobile = NewMobile))).Replayed);
        Assert.Equal(ItemCode.Conflict, (await engine.SendAsync(waybill)).Status.Code);
    }

    [Fact]
    public async Task RunAsync_ChangeThatNoLabelShows_NeedsNoNewLabel()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        // The middle digits are hidden before and after.
        var updated = await engine.SendAsync(waybill.Update(1, w => w.Recipient.Mobile = "13912346666"));
        Assert.Equal((ItemCode.Ok, false), (updated.Status.Code, updated.RelabelRequired));
    }

    [Fact]
    public async Task RunAsync_SameContent_IsAReplayWhateverTheVersion()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var update = waybill.Update(1, w => w.Goods = "鞋");
        await engine.SendAsync(update);
        var again = await engine.SendAsync(update);
        Assert.Equal((ItemCode.Ok, true, 2u), (again.Status.Code, again.Replayed, again.Version));
    }

    [Fact]
    public async Task RunAsync_NewerEventWithTheSameContent_KeepsOlderEventsOut()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var confirmed = await engine.SendAsync(Event(20, null));
        Assert.Equal((ItemCode.Ok, true, 2u), (confirmed.Status.Code, confirmed.Replayed, confirmed.Version));
        Assert.Equal(ItemCode.Stale, (await engine.SendAsync(Event(15, NewMobile))).Status.Code);
        Assert.Equal(ItemCode.Stale, (await engine.SendAsync(Event(15, null))).Status.Code);
        Assert.Equal((ItemCode.Ok, 2u), await engine.SendAsync(Event(20, null)) is var retry ? (retry.Status.Code, retry.Version) : default);
        Assert.Equal((ItemCode.Ok, 3u), await engine.SendAsync(Event(25, NewMobile)) is var newest ? (newest.Status.Code, newest.Version) : default);

        Waybill Event(int seconds, string? mobile)
        {
            var update = waybill.Update(0, w => w.Recipient.Mobile = mobile ?? w.Recipient.Mobile);
            update.UpdateCondition.SourceEventTime = Timestamp.FromDateTimeOffset(engine.Now.AddSeconds(seconds));
            return update;
        }
    }

    [Theory]
    [InlineData(2u, "a version to come")]
    [InlineData(99u, "a version far ahead")]
    public async Task RunAsync_OtherVersion_IsStaleAndTellsTheStoredOne(uint expected, string label)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var stale = await engine.SendAsync(waybill.Update(expected, w => w.Goods = "鞋"));
        Assert.Equal((ItemCode.Stale, "update_condition", 1u), (stale.Status.Code, stale.Status.Field, stale.Version));
        stale.AssertNothingMasked();
        Assert.Equal(1u, (await engine.HeaderAsync(waybill)).Revision);
    }

    [Fact]
    public async Task RunAsync_SecondOfTwoUpdatesOfOneVersion_IsStale()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var results = (await engine.SendAsync([waybill.Update(1, w => w.Goods = "鞋"), waybill.Update(1, w => w.Goods = "茶")])).Results;
        Assert.Equal([ItemCode.Ok, ItemCode.Stale], results.Select(r => r.Status.Code));
        Assert.Equal([2u, 2u], results.Select(r => r.Version));
    }

    [Theory]
    [InlineData(1, ItemCode.Ok, "newer")]
    [InlineData(0, ItemCode.Stale, "of the same time")]
    [InlineData(-1, ItemCode.Stale, "older")]
    public async Task RunAsync_ByEventTime_OnlyANewerEventCounts(int seconds, ItemCode expected, string label)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(At(0, "鞋"))).Status.Code);
        Assert.Equal(expected, (await engine.SendAsync(At(seconds, "茶"))).Status.Code);

        Waybill At(int offset, string goods)
        {
            var update = waybill.Update(0, w => w.Goods = goods);
            update.UpdateCondition.SourceEventTime = Timestamp.FromDateTimeOffset(engine.Now.AddSeconds(offset));
            return update;
        }
    }

    [Fact]
    public async Task RunAsync_VersionAndEventTime_BothMustHold()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var update = waybill.Update(2, w => w.Goods = "鞋");
        update.UpdateCondition.SourceEventTime = Timestamp.FromDateTimeOffset(engine.Now);
        Assert.Equal(ItemCode.Stale, (await engine.SendAsync(update)).Status.Code);
        update.UpdateCondition.ExpectedVersion = 1;
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(update)).Status.Code);
    }

    [Fact]
    public async Task RunAsync_NothingStored_IsNotFoundAndStoresNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var missing = await engine.SendAsync(waybill.Update(1));
        Assert.Equal((ItemCode.NotFound, "waybill_no", false), (missing.Status.Code, missing.Status.Field, missing.Status.Retryable));
        missing.AssertNothingMasked();
        Assert.Null(await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task RunAsync_RecordOverdue_IsNotFound()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(120));
        Assert.Equal(ItemCode.NotFound, (await engine.SendAsync(waybill.Update(1, w => w.Goods = "鞋"))).Status.Code);
    }

    [Fact]
    public async Task RunAsync_NumberExpiredMeanwhile_UpdateBringsANewOne()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(16));
        var updated = await engine.SendAsync(waybill.Update(1, w => w.Recipient.Mobile = NewMobile));
        Assert.NotEqual(first.Number().Display, updated.Number().Display);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], updated.Warned());
        Assert.Equal(NewMobile, (await engine.CallAsync(updated.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_EventBeyondTheClockMargin_IsRefusedAndLaterEventsGoOn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var margin = engine.Setup.Options.ClockMargin;
        foreach (var ahead in new[] { margin + TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(70 * 365) })
        {
            var refused = (await engine.SendAsync(Update(engine.Now + ahead, "13911110001"))).Status;
            Assert.Equal((ItemCode.InvalidFormat, "update_condition.source_event_time"), (refused.Code, refused.Field));
        }
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(Update(engine.Now + margin, "13911110002"))).Status.Code);
        engine.Clock.Advance(margin);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(Update(engine.Now + TimeSpan.FromSeconds(1), NewMobile))).Status.Code);

        Waybill Update(DateTimeOffset at, string mobile) => waybill.Again(w =>
            (w.WriteMode, w.UpdateCondition, w.Recipient.Mobile) = (WriteMode.Update, new UpdateCondition { SourceEventTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) }, mobile));
    }

    [Fact]
    public async Task RunAsync_UpdateWithoutAReachablePhone_SaysSoAndTheNumberLeadsToNobody()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None });
        await engine.SendAsync(waybill);
        var updated = await engine.SendAsync(waybill.Update(1, w => (w.Recipient.Mobile, w.RecipientNumber) = ("+1 202 555 0123", null)));
        Assert.Equal(ItemCode.Ok, updated.Status.Code);
        Assert.Null(updated.Recipient.VirtualNumber);
        Assert.Equal([(WarningCode.NoReachablePhone, "recipient")], updated.Warned());
    }

    [Theory]
    [InlineData("15811112222", true, "another phone is printed")]
    [InlineData("13912346666", false, "the middle digits are hidden before and after")]
    public async Task RunAsync_UpdateSentAgain_SaysAgainWhetherToRelabel(string mobile, bool expected, string label)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        // An update before that said otherwise.
        await engine.SendAsync(waybill.Update(1, w => (w.Recipient.Mobile, w.Sender.Name) = (w.Recipient.Mobile, expected ? w.Sender.Name : "司马相如")));
        var update = waybill.Update(0, w => (w.Recipient.Mobile, w.Sender.Name) = (mobile, expected ? w.Sender.Name : "司马相如"));
        update.UpdateCondition = new UpdateCondition { SourceEventTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(engine.Now) };
        var updated = await engine.SendAsync(update);
        Assert.Equal((ItemCode.Ok, expected), (updated.Status.Code, updated.RelabelRequired));
        // Its answer was lost, and somebody extended the number meanwhile.
        await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(20));
        var again = await engine.SendAsync(update);
        Assert.Equal((ItemCode.Ok, true, expected), (again.Status.Code, again.Replayed, again.RelabelRequired));
        // Whoever creates is told of no label.
        Assert.False((await engine.SendAsync(waybill.Again(w => (w.Recipient.Mobile, w.Sender.Name) = (update.Recipient.Mobile, update.Sender.Name)))).RelabelRequired);
    }
}

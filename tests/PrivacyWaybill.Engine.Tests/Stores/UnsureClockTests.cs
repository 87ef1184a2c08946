using PrivacyWaybill.Engine.Changes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Stores;

/// <summary>The clock jumped, and the gate knows: nothing is made, changed or collected by it.</summary>
public sealed class UnsureClockTests : IAsyncLifetime
{
    private OwnRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await OwnRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [InlineData(121)]
    [InlineData(-31)]
    public async Task AnyChange_ClockJumped_IsUnavailableAndChangesNothing(int days)
    {
        await using var engine = await OpenAsync(PairBench.Setup(1) with { Journal = new ChangeJournalOptions { Deadline = TimeSpan.FromSeconds(30) } });
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var before = await engine.StoredAsync(waybill);
        Jump(engine, days);

        var other = waybill.Again(w => w.Recipient.Mobile = "15900000002");
        Assert.Equal([ItemCode.Unavailable, ItemCode.Unavailable, ItemCode.Unavailable],
            (await engine.SendAsync([other, waybill.Update(1, w => w.Goods = "鞋"), Waybills.New()])).Codes());
        Assert.Equal(Found.Unavailable, (await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(200))).Found);
        Assert.Equal(Found.Unavailable, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(Found.Unavailable, Assert.Single(await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])).Found);
        Assert.Equal(PairOutcome.Unavailable, (await engine.BindAsync(waybill)).Outcome);
        await foreach (var part in engine.Export.ReadAsync(Callers.Masker, ReadOnlyMemory<byte>.Empty)) Assert.Equal(ExportState.Unavailable, part.State);
        Assert.Null(await Census(engine).RunIfDueAsync(default));
        Assert.Equal(before, await engine.StoredAsync(waybill));
        // What is there is read, as far as it is live by the wrong clock.
        Assert.Equal(days > 0 ? Found.No : Found.Yes, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(days > 0 ? CallAnswer.Unknown : CallAnswer.Active, (await engine.CallAsync(number)).Answer);
    }

    [Fact]
    public async Task SendAsync_ClockJumpedAndThePolicyMasks_IsDegraded()
    {
        await using var engine = await OpenAsync(new EngineSetup { Options = new EngineOptions { StoreOutage = Shortage.MaskOnly } });
        Jump(engine, 31);
        Assert.Equal(ItemCode.Degraded, (await engine.SendAsync(Waybills.New())).Status.Code);
    }

    [Fact]
    public async Task SendAsync_ClockJumpsWhileABatchIsUnderWay_NoLiveRecordIsWrittenOver()
    {
        await using var engine = await OpenAsync();
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var before = await engine.StoredAsync(waybill);
        await using var late = await OpenAsync(engine.Setup with { Gate = new LateGate() });
        engine.Clock.Advance(TimeSpan.FromDays(121));
        Assert.Equal(ItemCode.Unavailable, (await late.SendAsync(waybill.Again(w => w.Recipient.Mobile = "15900000002"))).Status.Code);
        Assert.Equal(before, await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task RunIfDueAsync_ClockJumpsDuringTheCensus_DeletesNothing()
    {
        await using var engine = await OpenAsync();
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await engine.Database.KeyPersistAsync(engine.RecordKeyOf(waybill));
        engine.Clock.Advance(TimeSpan.FromDays(121));
        var report = await new RetentionCensus(engine.Database, new LateGate { HasJumped = true }, new RetentionOptions(), engine.Clock).RunIfDueAsync(default);
        Assert.Equal((0L, false), (report!.Collected, report.IsComplete));
        Assert.NotNull(await engine.StoredAsync(waybill));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(0.5, false)]
    public async Task RunIfDueAsync_TurnThatLiesAbsurdlyFarAhead_IsTaken(double days, bool isTaken)
    {
        await using var engine = await OpenAsync();
        await engine.Database.StringSetAsync("pw:retention:turn", engine.Now.AddDays(days).ToUnixTimeMilliseconds());
        Assert.Equal(isTaken, await Census(engine).RunIfDueAsync(default) is not null);
        Assert.Null(await Census(engine).RunIfDueAsync(default));
    }

    private static void Jump(EngineUnderTest engine, int days)
    {
        engine.Gate.IsClockSure = false;
        engine.Clock.AdjustTime(engine.Now.AddDays(days));
    }

    private static RetentionCensus Census(EngineUnderTest engine) => new(engine.Database, engine.Gate, new RetentionOptions(), engine.Clock);

    private Task<EngineUnderTest> OpenAsync(EngineSetup? setup = null) => EngineUnderTest.OpenAsync(_redis.Database, setup);

    /// <summary>The clock was right when it was asked first.</summary>
    private sealed class LateGate : IStoreGate
    {
        private int _asked;

        public bool HasJumped { get; set; }

        public bool IsOpen => true;

        public bool IsClockSure => false;

        public bool MayChange => !HasJumped || _asked++ == 0;
    }
}

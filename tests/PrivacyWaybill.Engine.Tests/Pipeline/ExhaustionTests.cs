using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class ExhaustionTests(RedisStore store)
{
    private static readonly EngineOptions MaskOnly = new() { NumbersExhausted = Shortage.MaskOnly };

    [Fact]
    public async Task RunAsync_NoNumberAndPolicyFail_FailsTypedWithADelay()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { FreeBlocks = 0 });
        var (wanting, content) = (Waybills.New(), Waybills.New(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None }));
        var batch = await engine.SendAsync([wanting, content]);
        Assert.Equal([ItemCode.NumbersExhausted, ItemCode.Ok], batch.Codes());
        Assert.Equal(("recipient_number", true), (batch.Results[0].Status.Field, batch.Results[0].Status.Retryable));
        batch.Results[0].AssertNothingMasked();
        // The next block comes free in 200 days; a client is never told to wait longer than an hour.
        Assert.Equal(3_600, batch.RetryDelay.Seconds);
        Assert.Null(await engine.StoredAsync(wanting));
    }

    [Fact]
    public async Task RunAsync_NoNumberAndPolicyMaskOnly_GoesOnWithAWarningAndBindsLater()
    {
        var setup = new EngineSetup { FreeBlocks = 0, Options = MaskOnly };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        var without = await engine.SendAsync(waybill);
        Assert.Equal("欧阳**", without.Recipient.Name);
        Assert.Null(without.Recipient.VirtualNumber);
        Assert.Equal([(WarningCode.NumbersExhausted, "recipient_number")], without.Warned());

        engine.Clock.Advance(TimeSpan.FromDays(1));
        await using var refilled = await EngineUnderTest.OpenAsync(store.Database, setup with { FreeBlocks = null, Segments = [EngineSetup.NewSegment()] });
        var bound = await refilled.SendAsync(waybill);
        Assert.Equal(Waybills.RecipientMobile, (await refilled.CallAsync(bound.Number())).ConnectTo);
        Assert.Empty(bound.Warnings);
    }

    [Fact]
    public async Task RunAsync_LessLeftThanTheBatchWants_EveryNumberThatIsLeftIsGiven()
    {
        var setup = new EngineSetup { FreeBlocks = 1, Segments = [EngineSetup.NewSegment(blockSize: 100)] };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var results = (await engine.SendAsync(Waybills.New(150))).Results;
        Assert.Equal((100, 50), (results.Count(r => r.Status.Code == ItemCode.Ok), results.Count(r => r.Status.Code == ItemCode.NumbersExhausted)));
        Assert.Equal(100, results.Where(r => r.Status.Code == ItemCode.Ok).Select(r => r.Number().Display).Distinct().Count());
        Assert.Equal((100, 0), (engine.Counters.NumbersUsed, engine.Counters.NumbersBurned));
    }

    [Fact]
    public async Task RunAsync_OnlyOnePartyServed_FailsTheWaybillAndReturnsTheNumber()
    {
        var (full, empty) = (EngineSetup.NewSegment(), EngineSetup.NewSegment());
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { FreeBlocks = 0, Segments = [empty] });
        await using var both = await EngineUnderTest.OpenAsync(store.Database, engine.Setup with { FreeBlocks = null, Segments = [empty, full] });
        var result = await both.SendAsync(Waybills.New(w =>
        {
            w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill, Segment = full.Name };
            w.RecipientNumber = new NumberRequest { Segment = empty.Name };
        }));
        Assert.Equal((ItemCode.NumbersExhausted, "recipient_number"), (result.Status.Code, result.Status.Field));
        Assert.Equal((0, 1, 0), (both.Counters.NumbersUsed, both.Counters.NumbersReturned, both.Counters.NumbersBurned));
    }

    [Fact]
    public async Task RunAsync_KnownWaybillWhileExhausted_GetsWhatItHas()
    {
        var setup = new EngineSetup { FreeBlocks = 1, Segments = [EngineSetup.NewSegment(blockSize: 100)] };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybills = Waybills.New(100);
        var first = await engine.SendAsync(waybills);
        Assert.All(first.Codes(), c => Assert.Equal(ItemCode.Ok, c));

        var again = await engine.SendAsync(waybills[7]);
        Assert.Equal((ItemCode.Ok, true), (again.Status.Code, again.Replayed));
        Assert.Equal(first.Results[7].Number(), again.Number());
    }

    [Fact]
    public async Task RunAsync_KnownWaybillWhileExhaustedAndMaskOnly_IsNotWarnedOfWhatItDoesNotLack()
    {
        var setup = new EngineSetup { FreeBlocks = 1, Segments = [EngineSetup.NewSegment(blockSize: 100)], Options = MaskOnly };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybills = Waybills.New(100);
        var first = await engine.SendAsync(waybills);
        var again = await engine.SendAsync(waybills[7]);
        Assert.Equal(first.Results[7].Number(), again.Number());
        Assert.Empty(again.Warnings);
    }
}

using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class DefectTests(RedisStore store)
{
    [Fact]
    public async Task RunAsync_StageThrows_EveryItemIsInternalAndNothingIsMasked()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Gate = new BrokenGate() });
        // The gate is asked after everything was masked.
        var batch = await engine.SendAsync([Waybills.New(), Waybills.New(w => w.WaybillNo = "?"), Waybills.New()]);
        Assert.Equal(BatchCode.Ok, batch.Code);
        Assert.Equal(Enumerable.Repeat(ItemCode.Internal, 3), batch.Codes());
        foreach (var result in batch.Results)
        {
            result.AssertNothingMasked();
            Assert.Equal(("", false), (result.Status.Field, result.Status.Retryable));
            Assert.DoesNotContain(BrokenGate.Text, result.Status.Remedy, StringComparison.Ordinal);
        }
        Assert.Equal([typeof(NotSupportedException)], engine.Defects.Select(d => d.GetType()));
    }

    /// <summary>A record whose end does not fit would be overdue at birth, and be written over by anybody.</summary>
    [Fact]
    public async Task RunAsync_RetentionBeyondWhatARecordCanSay_WritesNothing()
    {
        var setup = new EngineSetup { Options = new EngineOptions { Retention = TimeSpan.FromDays(36_500) } };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        Assert.Equal(ItemCode.Internal, (await engine.SendAsync(waybill)).Status.Code);
        Assert.Null(await engine.StoredAsync(waybill));
        Assert.Equal([typeof(OverflowException)], engine.Defects.Select(d => d.GetType()));
        await using var longest = await EngineUnderTest.OpenAsync(store.Database, setup with { Options = new EngineOptions { Retention = TimeSpan.FromDays(7_300) } });
        Assert.Equal(ItemCode.Ok, (await longest.SendAsync(waybill)).Status.Code);
        Assert.Equal(ItemCode.Conflict, (await longest.SendAsync(waybill.Again(w => w.Recipient.Mobile = "15900000002"))).Status.Code);
    }

    private sealed class BrokenGate : IStoreGate
    {
        public const string Text = "broken on purpose";

        public bool IsOpen => throw new NotSupportedException(Text);
    }
}

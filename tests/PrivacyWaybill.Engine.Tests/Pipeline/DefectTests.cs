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

    private sealed class BrokenGate : IStoreGate
    {
        public const string Text = "broken on purpose";

        public bool IsOpen => throw new NotSupportedException(Text);
    }
}

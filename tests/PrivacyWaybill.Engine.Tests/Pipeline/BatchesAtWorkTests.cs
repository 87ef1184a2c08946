using System.Buffers;
using Google.Protobuf;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>More batches than can be at work wait for their turn, and all are done.</summary>
public sealed class BatchesAtWorkTests
{
    private const int More = 40;

    [Fact]
    public async Task BeginAsync_StoreTakesItsTime_LetsNoMoreThanTheMostBeginAndDoesAllInTheEnd()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        // So that there is a lease.
        await engine.SendAsync(Waybills.New());
        WaybillBatch[] batches = [.. Enumerable.Range(0, BatchPipeline.MostAtWork + More).Select(static _ => Batch(Waybills.New()))];
        Task<Task>[] begun;
        await using (await redis.PauseAsync())
        {
            begun = [.. batches.Select(b => engine.Pipeline.BeginAsync(b, Callers.Masker).AsTask())];
            Assert.Equal(BatchPipeline.MostAtWork, begun.Count(static b => b.IsCompleted));
            Assert.DoesNotContain(begun, static b => b is { IsCompleted: true, Result.IsCompleted: true });
        }
        foreach (var batch in begun) await await batch;
        Assert.All(batches, static b => Assert.Equal(ItemCode.Ok, b.Items[0].Code));
    }

    /// <summary>While they waited the store may have come back as another one: what is not at work yet touches it no more.</summary>
    [Fact]
    public async Task BeginAsync_GateClosesWhileBatchesWait_StoresNothingOfThem()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        await engine.SendAsync(Waybills.New());
        Waybill[] waybills = [.. Enumerable.Range(0, BatchPipeline.MostAtWork + More).Select(static _ => Waybills.New())];
        WaybillBatch[] batches = [.. waybills.Select(Batch)];
        Task<Task>[] begun;
        await using (await redis.PauseAsync())
        {
            begun = [.. batches.Select(b => engine.Pipeline.BeginAsync(b, Callers.Masker).AsTask())];
            engine.Gate.IsOpen = false;
        }
        foreach (var batch in begun) await await batch;
        Assert.All(batches[BatchPipeline.MostAtWork..], static b => Assert.Equal(ItemCode.Unavailable, b.Items[0].Code));
        foreach (var waybill in waybills[BatchPipeline.MostAtWork..]) Assert.Null(await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task BeginAsync_CancelledWhileItWaits_DoesNothingAndLeavesNoPlaceTaken()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        await engine.SendAsync(Waybills.New());
        WaybillBatch[] batches = [.. Enumerable.Range(0, BatchPipeline.MostAtWork).Select(static _ => Batch(Waybills.New()))];
        var gone = Waybills.New();
        using var cancel = new CancellationTokenSource();
        Task<Task>[] begun;
        await using (await redis.PauseAsync())
        {
            begun = [.. batches.Select(b => engine.Pipeline.BeginAsync(b, Callers.Masker).AsTask())];
            var waiting = engine.Pipeline.RunAsync(Batch(gone), Callers.Masker, cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        foreach (var batch in begun) await await batch;
        Assert.Null(await engine.StoredAsync(gone));
        for (var i = 0; i < BatchPipeline.MostAtWork; i++) Assert.Equal(ItemCode.Ok, (await engine.SendAsync(Waybills.New())).Status.Code);
    }

    private static WaybillBatch Batch(Waybill waybill)
    {
        var batch = new WaybillBatch();
        new WireBatchCodec().ReadBatch(new ReadOnlySequence<byte>(new MaskWaybillsRequest { BatchId = 1, Waybills = { waybill } }.ToByteArray()), batch);
        return batch;
    }
}

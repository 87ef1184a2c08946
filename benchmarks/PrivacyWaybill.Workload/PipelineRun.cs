using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Workload;

/// <summary>The pipeline without network to a client: bytes in, bytes out, through codec, engine and a real Redis. Only new waybills.</summary>
public sealed class PipelineRun : IAsyncDisposable
{
    private static readonly Caller s_caller = new("bench", "bench", "bench", Roles.Mask);

    private readonly EngineOverRedis _engine;
    private readonly BatchPipeline _pipeline;
    private readonly WireBatchCodec _codec = new();
    private readonly Lane[] _lanes;
    private readonly int _batchSize;
    private long _next;

    private PipelineRun(EngineOverRedis engine, int batchSize, int lanes)
    {
        (_engine, _batchSize) = (engine, batchSize);
        _pipeline = new BatchPipeline(engine.Parts);
        _lanes = [.. Enumerable.Range(0, lanes).Select(l => new Lane(new SampleMessage(l * batchSize, batchSize), new WaybillBatch()))];
    }

    /// <summary>Starts a store and an engine over it.</summary>
    /// <param name="batchSize">Waybills a batch.</param>
    /// <param name="lanes">Batches under way at a time.</param>
    public static async Task<PipelineRun> StartAsync(int batchSize, int lanes = 1) => new(await EngineOverRedis.StartAsync(), batchSize, lanes);

    /// <summary>Runs so many batches in every lane, all lanes at once.</summary>
    /// <exception cref="InvalidOperationException">A waybill did not come out masked and stored.</exception>
    public Task RunAsync(int batches) =>
        _lanes.Length == 1 ? RunAsync(_lanes[0], batches) : Task.WhenAll(_lanes.Select(lane => Task.Run(() => RunAsync(lane, batches))));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        await _engine.DisposeAsync();
    }

    private async Task RunAsync(Lane lane, int batches)
    {
        for (var b = 0; b < batches; b++)
        {
            lane.Message.Renumber(Interlocked.Add(ref _next, _batchSize) - _batchSize);
            _codec.ReadBatch(lane.Message.Bytes, lane.Batch);
            await _pipeline.RunAsync(lane.Batch, s_caller);
            _codec.WriteBatch(lane.Batch);
            Check(lane.Batch);
        }
    }

    private static void Check(WaybillBatch batch)
    {
        foreach (ref var item in batch.Items)
            if (item.Code != ItemCode.Ok || item.Replayed) throw new InvalidOperationException($"a new waybill came out as {item.Code}: {item.Field}");
    }

    private sealed record Lane(SampleMessage Message, WaybillBatch Batch);
}

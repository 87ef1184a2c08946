using Grpc.Core;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>The masking of a stream's batches, several at once.</summary>
/// <param name="pipeline">Masks.</param>
/// <param name="pool">Takes batches back.</param>
/// <param name="caller">Whose stream it is.</param>
/// <param name="hello">The first message.</param>
/// <param name="batchesInFlight">Most batches under way.</param>
/// <param name="responses">Where answers go.</param>
internal sealed class MaskingWork(
    BatchPipeline pipeline, BatchPool pool, Caller caller, StreamHello hello, int batchesInFlight, IServerStreamWriter<StreamAnswer> responses)
    : IBatchWork<WaybillBatch, WaybillBatch>
{
    // One for all answers: each is written before the next.
    private readonly StreamAnswer _answer = new();

    /// <inheritdoc/>
    public int MostWaiting { get; } = Math.Max(1, batchesInFlight - 1);

    /// <inheritdoc/>
    public bool IsOneByOne => false;

    /// <inheritdoc/>
    public Task OpenAsync() => responses.WriteAsync(new StreamAnswer { Hello = hello });

    /// <inheritdoc/>
    public async ValueTask<Task<WaybillBatch>> BeginAsync(WaybillBatch batch, ulong sequence)
    {
        batch.Sequence = sequence;
        return EndAsync(await pipeline.BeginAsync(batch, caller), batch);
    }

    /// <inheritdoc/>
    public Task WriteAsync(WaybillBatch answer)
    {
        _answer.Batch = answer;
        return responses.WriteAsync(_answer);
    }

    /// <inheritdoc/>
    public ulong IdOf(WaybillBatch answer) => answer.BatchId;

    /// <inheritdoc/>
    public void Return(WaybillBatch answer) => pool.Return(answer);

    private static async Task<WaybillBatch> EndAsync(Task atWork, WaybillBatch batch)
    {
        await atWork;
        return batch;
    }
}

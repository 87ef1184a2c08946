using Grpc.Core;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Bindings of a stream's batches, one batch at a time.</summary>
/// <param name="pipeline">Masks and stores.</param>
/// <param name="pool">Batches to work with.</param>
/// <param name="caller">Whose stream it is.</param>
/// <param name="responses">Where answers go.</param>
internal sealed class ImportWork(BatchPipeline pipeline, BatchPool pool, Caller caller, IServerStreamWriter<ImportBindingsResponse> responses)
    : IBatchWork<ImportBindingsRequest, ImportBindingsResponse>
{
    /// <inheritdoc/>
    public int MostWaiting => 4;

    /// <inheritdoc/>
    public bool IsOneByOne => true;

    /// <inheritdoc/>
    public Task OpenAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<Task<ImportBindingsResponse>> BeginAsync(ImportBindingsRequest batch, ulong sequence) => new(AnswerAsync(batch));

    /// <inheritdoc/>
    public Task WriteAsync(ImportBindingsResponse answer) => responses.WriteAsync(answer);

    /// <inheritdoc/>
    public ulong IdOf(ImportBindingsResponse answer) => answer.BatchId;

    /// <inheritdoc/>
    public void Return(ImportBindingsResponse answer)
    {
        // Nothing of it is used again.
    }

    private async Task<ImportBindingsResponse> AnswerAsync(ImportBindingsRequest batch)
    {
        if (batch.Bindings.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("bindings", "must be 1 to 1,000");
        if (batch.CalculateSize() > MessageLimits.MessageBytes) throw RpcErrors.Invalid("bindings", "the message is larger than 4 MiB; split the batch");
        var waybills = pool.Rent();
        ImportCodec.Read(batch, waybills);
        await pipeline.RunAsync(waybills, caller);
        var response = ImportCodec.Write(waybills);
        pool.Return(waybills);
        return response;
    }
}

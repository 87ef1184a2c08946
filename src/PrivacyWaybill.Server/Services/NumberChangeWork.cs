using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>Changes of a stream's batches, one batch at a time.</summary>
/// <param name="desk">Changes numbers.</param>
/// <param name="caller">Whose stream it is.</param>
/// <param name="responses">Where answers go.</param>
internal sealed class NumberChangeWork(NumberDesk desk, Caller caller, IServerStreamWriter<ChangeNumbersResponse> responses)
    : IBatchWork<ChangeNumbersRequest, ChangeNumbersResponse>
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public int MostWaiting => 4;

    /// <inheritdoc/>
    public bool IsOneByOne => true;

    /// <inheritdoc/>
    public Task OpenAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<Task<ChangeNumbersResponse>> BeginAsync(ChangeNumbersRequest batch, ulong sequence) => new(AnswerAsync(batch));

    /// <inheritdoc/>
    public Task WriteAsync(ChangeNumbersResponse answer) => responses.WriteAsync(answer);

    /// <inheritdoc/>
    public ulong IdOf(ChangeNumbersResponse answer) => answer.BatchId;

    /// <inheritdoc/>
    public void Return(ChangeNumbersResponse answer)
    {
        // Nothing of it is used again.
    }

    private async Task<ChangeNumbersResponse> AnswerAsync(ChangeNumbersRequest batch)
    {
        if (batch.Changes.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("changes", "must be 1 to 1,000");
        var (places, changes) = (new List<int>(batch.Changes.Count), new List<Engine.Desk.NumberChange>(batch.Changes.Count));
        var response = new ChangeNumbersResponse { BatchId = batch.BatchId };
        for (var c = 0; c < batch.Changes.Count; c++)
        {
            var refusal = Read(batch.Changes[c], out var change);
            response.Results.Add(new NumberChangeResult { Code = refusal });
            if (refusal != NumberChangeCode.Unspecified) continue;
            places.Add(c);
            changes.Add(change);
        }
        var answers = await desk.ChangeAsync(caller, changes);
        for (var a = 0; a < answers.Count; a++) response.Results[places[a]] = NumberMessages.Result(answers[a]);
        if (response.Results.Any(static r => r.Code == NumberChangeCode.Unavailable)) response.RetryDelay = Duration.FromTimeSpan(RetryDelay);
        return response;
    }

    private static NumberChangeCode Read(V1.NumberChange change, out Engine.Desk.NumberChange read)
    {
        read = new(change.Shipment, change.Party, null);
        switch (change.ChangeCase)
        {
            case V1.NumberChange.ChangeOneofCase.Release when change.Release:
                return NumberChangeCode.Unspecified;
            case V1.NumberChange.ChangeOneofCase.ExpireTime when change.ExpireTime.Seconds is > 0 and < uint.MaxValue:
                read = read with { Until = DateTimeOffset.FromUnixTimeSeconds(change.ExpireTime.Seconds) };
                return NumberChangeCode.Unspecified;
            case V1.NumberChange.ChangeOneofCase.ExpireTime:
                return NumberChangeCode.InvalidExpiry;
            default:
                return NumberChangeCode.InvalidReference;
        }
    }
}

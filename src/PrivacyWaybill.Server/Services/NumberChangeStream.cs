using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// Batches of changes in, their answers out, in order; one batch of a stream at a time goes to the store. Reading and
/// writing are two loops, as of the masking stream.
/// </summary>
internal sealed class NumberChangeStream(NumberDesk desk, IHostApplicationLifetime lifetime, StreamDrain drain)
{
    private const int MostWaiting = 4;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Takes a stream to its end.</summary>
    public async Task RunAsync(IAsyncStreamReader<ChangeNumbersRequest> requests, IServerStreamWriter<ChangeNumbersResponse> responses, Caller caller)
    {
        using var open = drain.Enter();
        var answered = Channel.CreateBounded<ChangeNumbersResponse>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
        var writing = WriteAsync(answered, responses);
        var isDrained = false;
        (ulong Id, ulong Sequence) last;
        try
        {
            isDrained = await ReadAsync(requests, answered.Writer, caller, writing);
        }
        finally
        {
            // Whatever ends the reading, what was read is answered.
            answered.Writer.TryComplete();
            last = await writing;
        }
        if (isDrained) throw RpcErrors.Draining(last.Id, last.Sequence);
    }

    /// <summary>Reads until the client has sent all (false) or the server stops (true).</summary>
    private async Task<bool> ReadAsync(IAsyncStreamReader<ChangeNumbersRequest> requests, ChannelWriter<ChangeNumbersResponse> answered, Caller caller, Task writing)
    {
        var stopping = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        while (!stopping.Task.IsCompleted)
        {
            var reading = requests.MoveNext(CancellationToken.None);
            if (!reading.IsCompleted && await Task.WhenAny(reading, stopping.Task, writing) != reading)
            {
                _ = reading.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
                return stopping.Task.IsCompleted;
            }
            if (!await HasMessageAsync(reading)) return false;
            await answered.WriteAsync(await ChangeAsync(requests.Current, caller));
        }
        return true;
    }

    private async Task<ChangeNumbersResponse> ChangeAsync(ChangeNumbersRequest request, Caller caller)
    {
        if (request.Changes.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("changes", "must be 1 to 1,000");
        var (places, changes) = (new List<int>(request.Changes.Count), new List<Engine.Desk.NumberChange>(request.Changes.Count));
        var response = new ChangeNumbersResponse { BatchId = request.BatchId };
        for (var c = 0; c < request.Changes.Count; c++)
        {
            var refusal = Read(request.Changes[c], out var change);
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

    private static async Task<(ulong Id, ulong Sequence)> WriteAsync(Channel<ChangeNumbersResponse> answered, IServerStreamWriter<ChangeNumbersResponse> responses)
    {
        var last = (Id: 0UL, Sequence: 0UL);
        var isGone = false;
        // A client that went away does not undo what was sent to the store: the queue is emptied to its end.
        await foreach (var response in answered.Reader.ReadAllAsync())
        {
            if (isGone) continue;
            try
            {
                await responses.WriteAsync(response);
                last = (response.BatchId, last.Sequence + 1);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
            {
                isGone = true;
            }
        }
        return last;
    }

    /// <summary>Whether a message was read. A client that reset its stream has sent all that it will.</summary>
    private static async Task<bool> HasMessageAsync(Task<bool> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}

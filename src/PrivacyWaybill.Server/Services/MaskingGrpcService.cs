using System.Threading.Channels;
using Grpc.Core;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>The main road: batches of waybills in, privacy waybills out.</summary>
internal sealed class MaskingGrpcService(
    BatchPipeline pipeline, BatchPool pool, CallGuard guard, EngineOptions options, ServerSettings settings,
    IHostApplicationLifetime lifetime, StreamDrain drain)
{
    /// <summary>
    /// Reading and writing are two loops with a bounded queue between them: a server that reads, works and writes in
    /// turn deadlocks with a client that does not read while it writes.
    /// </summary>
    public async Task MaskWaybills(IAsyncStreamReader<WaybillBatch> requests, IServerStreamWriter<StreamAnswer> responses, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Mask);
        using var open = drain.Enter();
        // The queue holds what is under way beside the one batch that the writer waits for.
        var underWay = Channel.CreateBounded<Task<WaybillBatch>>(
            new BoundedChannelOptions(Math.Max(1, settings.Stream.BatchesInFlight - 1)) { SingleReader = true, SingleWriter = true });
        var writing = WriteAsync(underWay, responses);
        var isDrained = false;
        (ulong Id, ulong Sequence) last;
        try
        {
            isDrained = await ReadAsync(requests, underWay.Writer, caller, writing);
        }
        finally
        {
            // Whatever ends the reading, what was read is answered.
            underWay.Writer.TryComplete();
            last = await writing;
        }
        if (isDrained) throw RpcErrors.Draining(last.Id, last.Sequence);
    }

    public async Task<WaybillBatch> MaskWaybill(WaybillBatch request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Mask);
        if (request.Code != BatchCode.Ok) throw RpcErrors.Invalid("waybill", request.Remedy);
        await pipeline.RunAsync(request, caller);
        var retryAfter = request.RetryDelay;
        return request.Items[0].Code switch
        {
            ItemCode.Unavailable => throw RpcErrors.Unavailable(retryAfter),
            ItemCode.NumbersExhausted => throw RpcErrors.Exhausted(retryAfter),
            _ => request,
        };
    }

    /// <summary>Reads until the client has sent all (false) or the server stops (true).</summary>
    private async Task<bool> ReadAsync(IAsyncStreamReader<WaybillBatch> requests, ChannelWriter<Task<WaybillBatch>> underWay, Caller caller, Task writing)
    {
        var stopping = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        for (ulong sequence = 1; !stopping.Task.IsCompleted; sequence++)
        {
            // No token: one registers on every message. A client that went away ends the read by itself.
            var reading = requests.MoveNext(CancellationToken.None);
            if (!reading.IsCompleted && await Task.WhenAny(reading, stopping.Task, writing) != reading)
            {
                Forget(reading);
                return stopping.Task.IsCompleted;
            }
            if (!await HasMessageAsync(reading)) return false;
            var batch = requests.Current;
            batch.Sequence = sequence;
            await underWay.WriteAsync(RunAsync(batch, caller));
        }
        return true;
    }

    /// <summary>Whether a message was read. A client that reset its stream has sent all that it will, and is no error of ours.</summary>
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

    private async Task<WaybillBatch> RunAsync(WaybillBatch batch, Caller caller)
    {
        await pipeline.RunAsync(batch, caller);
        return batch;
    }

    private async Task<(ulong Id, ulong Sequence)> WriteAsync(Channel<Task<WaybillBatch>> underWay, IServerStreamWriter<StreamAnswer> responses)
    {
        try
        {
            return await WriteAllAsync(underWay.Reader, responses);
        }
        catch (Exception e)
        {
            // Nobody empties the queue any more: the reader must not wait for room in it.
            underWay.Writer.TryComplete(e);
            throw;
        }
    }

    private async Task<(ulong Id, ulong Sequence)> WriteAllAsync(ChannelReader<Task<WaybillBatch>> underWay, IServerStreamWriter<StreamAnswer> responses)
    {
        var last = (Id: 0UL, Sequence: 0UL);
        var isGone = !await TryWriteAsync(responses, new StreamAnswer { Hello = Hello.Of(settings, options) });
        var answer = new StreamAnswer();
        await foreach (var running in underWay.ReadAllAsync())
        {
            // A client that went away does not undo what was sent to the store: every batch is seen to its end.
            var batch = await running;
            answer.Batch = batch;
            if (!isGone && await TryWriteAsync(responses, answer)) last = (batch.BatchId, batch.Sequence);
            else isGone = true;
            pool.Return(batch);
        }
        return last;
    }

    private static async Task<bool> TryWriteAsync(IServerStreamWriter<StreamAnswer> responses, StreamAnswer answer)
    {
        try
        {
            await responses.WriteAsync(answer);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Forget(Task task) => _ = task.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
}

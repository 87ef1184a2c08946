using System.Threading.Channels;
using Grpc.Core;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// Batches of bindings in, their answers out, in order; one batch of a stream at a time goes to the store. Reading and
/// writing are two loops, as of the masking stream.
/// </summary>
internal sealed class ImportStream(BatchPipeline pipeline, BatchPool pool, IHostApplicationLifetime lifetime, StreamDrain drain)
{
    private const int MostWaiting = 4;

    /// <summary>Takes a stream to its end.</summary>
    public async Task RunAsync(IAsyncStreamReader<ImportBindingsRequest> requests, IServerStreamWriter<ImportBindingsResponse> responses, Caller caller)
    {
        using var open = drain.Enter();
        var answered = Channel.CreateBounded<ImportBindingsResponse>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
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
    private async Task<bool> ReadAsync(IAsyncStreamReader<ImportBindingsRequest> requests, ChannelWriter<ImportBindingsResponse> answered, Caller caller, Task writing)
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
            await answered.WriteAsync(await ImportAsync(requests.Current, caller));
        }
        return true;
    }

    private async Task<ImportBindingsResponse> ImportAsync(ImportBindingsRequest request, Caller caller)
    {
        if (request.Bindings.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("bindings", "must be 1 to 1,000");
        if (request.CalculateSize() > MessageLimits.MessageBytes) throw RpcErrors.Invalid("bindings", "the message is larger than 4 MiB; split the batch");
        var batch = pool.Rent();
        ImportCodec.Read(request, batch);
        await pipeline.RunAsync(batch, caller);
        var response = ImportCodec.Write(batch);
        pool.Return(batch);
        return response;
    }

    private static async Task<(ulong Id, ulong Sequence)> WriteAsync(Channel<ImportBindingsResponse> answered, IServerStreamWriter<ImportBindingsResponse> responses)
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

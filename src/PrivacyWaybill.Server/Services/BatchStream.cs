using System.Threading.Channels;
using Grpc.Core;
using PrivacyWaybill.Server.Hosting;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// A stream of batches and their answers, in order. Reading and writing are two loops with a bounded queue between them: a
/// server that reads, works and writes in turn deadlocks with a client that does not read while it writes. Whatever ends the
/// reading, what was read is answered; a stopping server names the last batch that it answered.
/// </summary>
internal sealed class BatchStream(IHostApplicationLifetime lifetime, StreamDrain drain)
{
    /// <summary>Takes a stream to its end.</summary>
    /// <exception cref="RpcException">The server stops (DRAINING), or the work ended the stream.</exception>
    public async Task RunAsync<TBatch, TAnswer>(IAsyncStreamReader<TBatch> requests, IBatchWork<TBatch, TAnswer> work)
    {
        using var open = drain.Enter();
        var underWay = Channel.CreateBounded<Task<TAnswer>>(new BoundedChannelOptions(work.MostWaiting) { SingleReader = true, SingleWriter = true });
        var writing = WriteAsync(underWay, work);
        var isDrained = false;
        (ulong Id, ulong Sequence) last;
        try
        {
            isDrained = await ReadAsync(requests, underWay.Writer, work, writing);
        }
        finally
        {
            underWay.Writer.TryComplete();
            last = await writing;
        }
        if (isDrained) throw RpcErrors.Draining(last.Id, last.Sequence);
    }

    /// <summary>Reads until the client has sent all (false) or the server stops (true).</summary>
    private async Task<bool> ReadAsync<TBatch, TAnswer>(
        IAsyncStreamReader<TBatch> requests, ChannelWriter<Task<TAnswer>> underWay, IBatchWork<TBatch, TAnswer> work, Task writing)
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
            var answering = await work.BeginAsync(requests.Current, sequence);
            if (work.IsOneByOne) await answering;
            await underWay.WriteAsync(answering);
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

    private static async Task<(ulong Id, ulong Sequence)> WriteAsync<TBatch, TAnswer>(Channel<Task<TAnswer>> underWay, IBatchWork<TBatch, TAnswer> work)
    {
        try
        {
            return await WriteAllAsync(underWay.Reader, work);
        }
        catch (Exception e)
        {
            // Nobody empties the queue any more: the reader must not wait for room in it.
            underWay.Writer.TryComplete(e);
            throw;
        }
    }

    private static async Task<(ulong Id, ulong Sequence)> WriteAllAsync<TBatch, TAnswer>(ChannelReader<Task<TAnswer>> underWay, IBatchWork<TBatch, TAnswer> work)
    {
        var last = (Id: 0UL, Sequence: 0UL);
        var isGone = !await IsWrittenAsync(work, default, isFirst: true);
        await foreach (var answering in underWay.ReadAllAsync())
        {
            // A client that went away does not undo what was sent to the store: every batch is seen to its end.
            var answer = await answering;
            if (!isGone && await IsWrittenAsync(work, answer, isFirst: false)) last = (work.IdOf(answer), last.Sequence + 1);
            else isGone = true;
            work.Return(answer);
        }
        return last;
    }

    private static async Task<bool> IsWrittenAsync<TBatch, TAnswer>(IBatchWork<TBatch, TAnswer> work, TAnswer? answer, bool isFirst)
    {
        try
        {
            await (isFirst ? work.OpenAsync() : work.WriteAsync(answer!));
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Forget(Task task) => _ = task.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
}

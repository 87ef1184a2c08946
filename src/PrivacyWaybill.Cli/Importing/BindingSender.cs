using System.Threading.Channels;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.Cli.Waybills;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Importing;

/// <summary>
/// Sends bindings over one stream and writes the results in the order of the lines. A loop writes batches and a loop reads
/// answers, with a few batches between them.
/// </summary>
internal static class BindingSender
{
    private const int MostUnderWay = 4;

    /// <summary>Sends all lines.</summary>
    /// <param name="client">The server.</param>
    /// <param name="batchLines">Lines a batch.</param>
    /// <param name="lines">The bindings.</param>
    /// <param name="results">Where results go.</param>
    /// <param name="progressed">Called after each batch is written.</param>
    /// <param name="cancel">Ctrl+C.</param>
    /// <exception cref="Grpc.Core.RpcException">The stream failed. What was answered before is written.</exception>
    public static async Task SendAsync(
        ImportService.ImportServiceClient client, int batchLines, LineSource lines, ResultLines results, Action progressed, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var call = client.ImportBindings(cancellationToken: cancel);
        var underWay = Channel.CreateBounded<BindingBatch>(MostUnderWay);
        var source = new BindingLines(lines, batchLines, MessageLimits.MessageBytes);
        var reading = ReadAsync();
        try
        {
            await WriteAsync();
        }
        // The stream has ended under the writing: the reading knows why, unless the connection is gone.
        catch (StreamEndedException)
        {
            underWay.Writer.TryComplete();
            await reading;
            throw new RefusedException("the connection to the server broke");
        }
        catch
        {
            // Not the stream's fault: nothing more is to come, and what is under way is sent again.
            underWay.Writer.TryComplete();
            call.Dispose();
            await reading.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        await reading;

        async Task WriteAsync()
        {
            while (await source.ReadAsync(cancel) is { } batch)
            {
                try
                {
                    await underWay.Writer.WriteAsync(batch, ended.Token);
                    if (batch.Request.Bindings.Count > 0) await call.RequestStream.WriteAsync(batch.Request, cancel);
                }
                catch (Exception e) when (!cancel.IsCancellationRequested && e is IOException or Grpc.Core.RpcException or OperationCanceledException or InvalidOperationException)
                {
                    throw new StreamEndedException();
                }
            }
            underWay.Writer.Complete();
            await call.RequestStream.CompleteAsync();
        }

        async Task ReadAsync()
        {
            try
            {
                await foreach (var batch in underWay.Reader.ReadAllAsync(CancellationToken.None))
                {
                    ImportBindingsResponse? answer = null;
                    if (batch.Request.Bindings.Count > 0)
                    {
                        if (!await call.ResponseStream.MoveNext(CancellationToken.None))
                            throw new RefusedException("the server ended the stream before it had answered all batches");
                        answer = call.ResponseStream.Current;
                    }
                    await results.WriteAsync(batch.Results(answer));
                    progressed();
                }
                if (await call.ResponseStream.MoveNext(CancellationToken.None)) throw new RefusedException("the server's answers do not fit the batches that were sent");
            }
            finally
            {
                await ended.CancelAsync();
            }
        }
    }

    private sealed class StreamEndedException : Exception;
}

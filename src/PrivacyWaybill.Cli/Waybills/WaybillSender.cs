using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>
/// Sends waybills over several streams and writes the results in the order of the lines. Reading, sending, receiving
/// and writing go on at once; what is under way is bounded by the windows that the server states.
/// </summary>
internal static class WaybillSender
{
    /// <summary>Sends all lines.</summary>
    /// <param name="client">The server.</param>
    /// <param name="streamCount">Streams at a time.</param>
    /// <param name="batchWaybills">Lines a batch; the server's limit counts if it is lower.</param>
    /// <param name="lines">The waybills.</param>
    /// <param name="results">Where results go.</param>
    /// <param name="progressed">Called after each batch is written.</param>
    /// <param name="cancel">Ctrl+C.</param>
    /// <exception cref="Grpc.Core.RpcException">A stream failed. What was answered before it, in order, is written.</exception>
    public static async Task SendAsync(
        WaybillMaskingService.WaybillMaskingServiceClient client, int streamCount, int batchWaybills,
        LineSource lines, ResultLines results, Action progressed, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var streams = new List<SendingStream>();
        try
        {
            for (var i = 0; i < streamCount; i++) streams.Add(await SendingStream.OpenAsync(client, stop.Token));
            var source = new WaybillLines(lines,
                (int)Math.Min((uint)batchWaybills, streams.Min(static s => s.Hello.MaxBatchWaybills)),
                (int)Math.Min(int.MaxValue, streams.Min(static s => s.Hello.MaxMessageBytes)));
            // One batch waits to be sent; the rest is under way or waits for its turn to be written.
            var toSend = Channel.CreateBounded<BatchUnderWay>(1);
            var toWrite = Channel.CreateBounded<BatchUnderWay>(streams.Sum(static s => s.Window) + 1);

            ExceptionDispatchInfo? failure = null;
            List<Task> parts =
            [
                Guard(ReadAsync(source, toSend.Writer, toWrite.Writer, stop.Token)),
                Guard(WriteAsync(toWrite.Reader, results, progressed, stop.Token)),
            ];
            foreach (var stream in streams) parts.Add(Guard(stream.RunAsync(toSend.Reader)));
            await Task.WhenAll(parts);
            failure?.Throw();

            async Task Guard(Task part)
            {
                try
                {
                    await part;
                }
                // The first failure is the cause; it stops the other parts, whose failures are its echo.
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                    await stop.CancelAsync();
                }
            }
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    private static async Task ReadAsync(WaybillLines source, ChannelWriter<BatchUnderWay> toSend, ChannelWriter<BatchUnderWay> toWrite, CancellationToken stop)
    {
        try
        {
            while (await source.ReadAsync(stop) is { } lines)
            {
                var batch = new BatchUnderWay(lines);
                await toWrite.WriteAsync(batch, stop);
                if (lines.Request.Waybills.Count == 0) batch.Answer.SetResult(null);
                else await toSend.WriteAsync(batch, stop);
            }
        }
        finally
        {
            toSend.Complete();
            toWrite.Complete();
        }
    }

    private static async Task WriteAsync(ChannelReader<BatchUnderWay> toWrite, ResultLines results, Action progressed, CancellationToken stop)
    {
        // Without the token here: what is answered already is still written.
        await foreach (var batch in toWrite.ReadAllAsync(CancellationToken.None))
        {
            await results.WriteAsync(batch.Lines.Results(await AnswerAsync(batch, stop)));
            progressed();
        }
    }

    private static async Task<BatchResult?> AnswerAsync(BatchUnderWay batch, CancellationToken stop)
    {
        try
        {
            return await batch.Answer.Task.WaitAsync(stop);
        }
        // An answer and the end of its stream came at once, and the end was noticed first.
        catch (OperationCanceledException) when (batch.Answer.Task.IsCompletedSuccessfully)
        {
            return await batch.Answer.Task;
        }
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>
/// One MaskWaybills stream: a loop that writes batches and a loop that reads answers, with no more batches between them
/// than the server works on at a time.
/// </summary>
internal sealed class SendingStream : IDisposable
{
    private readonly AsyncDuplexStreamingCall<MaskWaybillsRequest, MaskWaybillsResponse> _call;
    private readonly ConcurrentQueue<BatchUnderWay> _underWay = new();
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _ended;
    private volatile bool _isSent;

    private SendingStream(AsyncDuplexStreamingCall<MaskWaybillsRequest, MaskWaybillsResponse> call, StreamHello hello, CancellationToken stop)
    {
        _call = call;
        Hello = hello;
        Window = (int)Math.Clamp(hello.BatchesInFlight, 1, 1024);
        _room = new SemaphoreSlim(Window);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>What the server said first.</summary>
    public StreamHello Hello { get; }

    /// <summary>Most batches under way.</summary>
    public int Window { get; }

    /// <summary>Opens a stream and waits for the server's hello.</summary>
    /// <exception cref="RefusedException">The server began with something else.</exception>
    public static async Task<SendingStream> OpenAsync(WaybillMaskingService.WaybillMaskingServiceClient client, CancellationToken stop)
    {
        var call = client.MaskWaybills(cancellationToken: stop);
        try
        {
            if (!await call.ResponseStream.MoveNext(CancellationToken.None) || call.ResponseStream.Current.Hello is not { MaxBatchWaybills: > 0, MaxMessageBytes: > 0 } hello)
                throw new RefusedException("the server did not begin its stream with a hello; is it a PrivacyWaybill server of this version?");
            return new SendingStream(call, hello, stop);
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    /// <summary>Sends batches until there are no more, and waits for their answers.</summary>
    public async Task RunAsync(ChannelReader<BatchUnderWay> toSend)
    {
        var reading = ReadAsync();
        try
        {
            await WriteAsync(toSend);
        }
        // The stream has ended under the writing: the reading knows why, unless the connection is gone.
        catch (IOException)
        {
            await reading;
            throw new RefusedException("the connection to the server broke");
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException)
        {
            await reading;
            throw;
        }
        await reading;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _call.Dispose();
        _ended.Dispose();
        _room.Dispose();
    }

    private async Task WriteAsync(ChannelReader<BatchUnderWay> toSend)
    {
        while (true)
        {
            await _room.WaitAsync(_ended.Token);
            if (!await toSend.WaitToReadAsync(_ended.Token)) break;
            if (toSend.TryRead(out var batch))
            {
                _underWay.Enqueue(batch);
                await _call.RequestStream.WriteAsync(batch.Lines.Request);
            }
            // Another stream was faster.
            else _room.Release();
        }
        _isSent = true;
        await _call.RequestStream.CompleteAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None))
            {
                if (_call.ResponseStream.Current.Batch is not { } answer
                    || !_underWay.TryDequeue(out var batch)
                    || answer.Code == BatchCode.Ok && answer.BatchId != batch.Lines.Request.BatchId)
                    throw new RefusedException("the server's answers do not fit the batches that were sent");
                batch.Answer.SetResult(answer);
                _room.Release();
            }
            if (!_isSent || !_underWay.IsEmpty) throw new RefusedException("the server ended the stream before it had answered all batches");
        }
        finally
        {
            await _ended.CancelAsync();
        }
    }
}

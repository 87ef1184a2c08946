using Grpc.Core;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>One stream of batches, opened and greeted. A test that would wait for ever fails by the call's deadline.</summary>
public sealed class MaskingStream : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly AsyncDuplexStreamingCall<MaskWaybillsRequest, MaskWaybillsResponse> _call;

    private MaskingStream(AsyncDuplexStreamingCall<MaskWaybillsRequest, MaskWaybillsResponse> call, StreamHello hello) => (_call, Hello) = (call, hello);

    /// <summary>The first message.</summary>
    public StreamHello Hello { get; }

    public static async Task<MaskingStream> OpenAsync(ServerClients clients)
    {
        var call = clients.Masking.MaskWaybills(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None), "the stream ended before its hello");
        Assert.Equal(MaskWaybillsResponse.MessageOneofCase.Hello, call.ResponseStream.Current.MessageCase);
        return new MaskingStream(call, call.ResponseStream.Current.Hello);
    }

    public Task WriteAsync(MaskWaybillsRequest batch) => _call.RequestStream.WriteAsync(batch);

    public Task CompleteAsync() => _call.RequestStream.CompleteAsync();

    /// <summary>The next answer, or null at the stream's end.</summary>
    /// <exception cref="RpcException">The stream ended with an error.</exception>
    public async Task<BatchResult?> TryReadAsync()
    {
        if (!await _call.ResponseStream.MoveNext(CancellationToken.None)) return null;
        Assert.Equal(MaskWaybillsResponse.MessageOneofCase.Batch, _call.ResponseStream.Current.MessageCase);
        return _call.ResponseStream.Current.Batch;
    }

    public async Task<BatchResult> ReadAsync() => await TryReadAsync() ?? throw new InvalidDataException("the stream ended");

    /// <summary>Sends one batch and waits for its answer.</summary>
    public async Task<BatchResult> SendAsync(params IEnumerable<Waybill> waybills)
    {
        await WriteAsync(Batch.Of(waybills));
        return await ReadAsync();
    }

    /// <summary>Sends all batches while reading, ends the stream, and returns the answers in the order in which they came.</summary>
    public async Task<List<BatchResult>> SendAllAsync(IEnumerable<MaskWaybillsRequest> batches)
    {
        var writing = Task.Run(async () =>
        {
            foreach (var batch in batches) await WriteAsync(batch);
            await CompleteAsync();
        });
        var answers = new List<BatchResult>();
        while (await TryReadAsync() is { } answer) answers.Add(answer);
        await writing;
        return answers;
    }

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        return ValueTask.CompletedTask;
    }
}

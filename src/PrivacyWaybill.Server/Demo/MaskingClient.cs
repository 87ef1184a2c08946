using System.Runtime.CompilerServices;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Demo;

/// <summary>A client of one masking stream: sends and reads at once, a bounded number of batches ahead.</summary>
internal static class MaskingClient
{
    /// <summary>Streams batches and yields their results in order.</summary>
    public static async IAsyncEnumerable<BatchResult> StreamAsync(
        WaybillMaskingService.WaybillMaskingServiceClient client, IAsyncEnumerable<MaskWaybillsRequest> batches,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var call = client.MaskWaybills(cancellationToken: CancellationToken.None);
        var responses = call.ResponseStream;
        if (!await responses.MoveNext(CancellationToken.None) || responses.Current.Hello is not { } hello)
            throw new InvalidDataException("the stream did not begin with a hello");
        using var window = new SemaphoreSlim((int)hello.BatchesInFlight);

        var sending = Task.Run(async () =>
        {
            await foreach (var batch in batches.WithCancellation(cancellation))
            {
                await window.WaitAsync(CancellationToken.None);
                await call.RequestStream.WriteAsync(batch, CancellationToken.None);
            }
            await call.RequestStream.CompleteAsync();
        }, CancellationToken.None);

        while (await responses.MoveNext(CancellationToken.None))
        {
            window.Release();
            yield return responses.Current.Batch;
        }
        await sending;
    }
}

using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using HdrHistogram;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest;

/// <summary>One stream of batches, on a connection of its own, with a fixed number of batches under way. An echo sends each batch back.</summary>
internal sealed class LoadStream(Uri address, BatchTemplate template, int window, Func<long> nextNumber, bool isEcho)
{
    // Every so many answers one is decoded and checked; decoding all would measure the client.
    private const int CheckedEvery = 16;

    private static readonly Method<byte[], byte[]> MaskWaybills = new(
        MethodType.DuplexStreaming, "privacywaybill.v1.WaybillMaskingService", "MaskWaybills",
        Marshallers.Create(static b => b, static b => b), Marshallers.Create(static b => b, static b => b));

    /// <summary>Milliseconds from sending a batch to its answer.</summary>
    public LongHistogram Latencies { get; } = new(TimeStamp.Minutes(1), 3);

    /// <summary>Waybills whose batch was answered while <see cref="IsCounting"/>.</summary>
    public long Answered { get; private set; }

    /// <summary>Waybills whose batch was answered at all.</summary>
    public long All { get; private set; }

    /// <summary>Waybills that were decoded and are not what they should be.</summary>
    public long Wrong { get; private set; }

    /// <summary>Set once the warm-up is over.</summary>
    public static bool IsCounting { get; set; }

    public async Task RunAsync(CancellationToken until)
    {
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(MaskWaybills, null, new CallOptions());
        if (!isEcho && !await call.ResponseStream.MoveNext(CancellationToken.None)) throw new InvalidOperationException("no hello");
        var sentAt = new Queue<long>();
        using var room = new SemaphoreSlim(window);
        var sending = Task.Run(async () =>
        {
            while (!until.IsCancellationRequested)
            {
                await room.WaitAsync(CancellationToken.None);
                var message = template.Stamp(nextNumber());
                lock (sentAt) sentAt.Enqueue(Stopwatch.GetTimestamp());
                await call.RequestStream.WriteAsync(message, CancellationToken.None);
            }
            await call.RequestStream.CompleteAsync();
        }, CancellationToken.None);

        for (var answers = 0; await call.ResponseStream.MoveNext(CancellationToken.None); answers++)
        {
            long sent;
            lock (sentAt) sent = sentAt.Dequeue();
            room.Release();
            if (answers % CheckedEvery == 0) Check(call.ResponseStream.Current);
            All += template.Count;
            if (!IsCounting) continue;
            Latencies.RecordValue(Stopwatch.GetTimestamp() - sent);
            Answered += template.Count;
        }
        await sending;
    }

    private void Check(byte[] answer)
    {
        if (isEcho)
        {
            if (answer.Length != template.Length) Wrong += template.Count;
            return;
        }
        var batch = MaskWaybillsResponse.Parser.ParseFrom(answer).Batch;
        if (batch.Results.Count != template.Count) Wrong += template.Count;
        foreach (var result in batch.Results)
            if (result.Status.Code != ItemCode.Ok || result.Replayed || result.Recipient.Token.Length == 0) Wrong++;
    }
}

using System.Diagnostics;
using Grpc.Core;
using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Verification;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Calls of another kind beside the masking, a share of it: in batches, each due as soon as its share has been masked.</summary>
/// <param name="share">Calls a waybill masked.</param>
/// <param name="answered">Waybills masked until now.</param>
/// <param name="acknowledged">What the calls are about.</param>
/// <param name="call">Makes a batch of them and checks it.</param>
internal sealed class SideTraffic(double share, Func<long> answered, AcknowledgedWaybills acknowledged, Func<AcknowledgedWaybill[], WrongAnswers, Task> call)
{
    private const int Batch = 256, UnderWay = 16;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    /// <summary>From a batch's being due to its answer.</summary>
    public LatencyRecorder Latencies { get; } = new();

    /// <summary>Calls answered.</summary>
    public long Count { get; private set; }

    /// <summary>Runs until it is cancelled and what was sent is answered.</summary>
    /// <exception cref="RpcException">The server refused a batch.</exception>
    public async Task RunAsync(WrongAnswers wrong, CancellationToken until)
    {
        using var room = new SemaphoreSlim(UnderWay);
        var running = new List<Task>();
        var due = new Queue<long>();
        var (masked, asked) = (answered(), 0L);
        while (!until.IsCancellationRequested)
        {
            for (; share * (answered() - masked) - asked >= Batch; asked += Batch) due.Enqueue(Stopwatch.GetTimestamp());
            // What has to wait for room has been due since: a slow answer is in the latency of those behind it.
            if (due.Count == 0 || !room.Wait(0, CancellationToken.None))
            {
                await Task.Delay(Look, CancellationToken.None);
                continue;
            }
            if (acknowledged.Draw(Batch) is { Length: > 0 } about)
            {
                running.RemoveAll(static t => t.IsCompletedSuccessfully);
                running.Add(SendAsync(about, due.Dequeue()));
            }
            else
            {
                // Nothing is known yet that could be asked about.
                due.Clear();
                room.Release();
            }
        }
        await Task.WhenAll(running);

        async Task SendAsync(AcknowledgedWaybill[] about, long since)
        {
            try
            {
                await call(about, wrong);
                Latencies.Record(since, Stopwatch.GetTimestamp());
                lock (running) Count += about.Length;
            }
            finally
            {
                room.Release();
            }
        }
    }
}

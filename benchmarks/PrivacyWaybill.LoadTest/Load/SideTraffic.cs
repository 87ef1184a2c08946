using System.Diagnostics;
using Grpc.Core;
using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Verification;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Calls of another kind beside the masking, a share of it: in batches, as soon as one is due.</summary>
/// <param name="share">Calls a waybill masked.</param>
/// <param name="answered">Waybills masked until now.</param>
/// <param name="acknowledged">What the calls are about.</param>
/// <param name="call">Makes a batch of them and checks it.</param>
internal sealed class SideTraffic(double share, Func<long> answered, AcknowledgedWaybills acknowledged, Func<AcknowledgedWaybill[], WrongAnswers, Task> call)
{
    private const int Batch = 256, UnderWay = 16;

    private long _sent;

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
        var masked = answered();
        while (!until.IsCancellationRequested)
        {
            if (share * (answered() - masked) - _sent < Batch || acknowledged.Draw(Batch) is not { Length: > 0 } about)
            {
                await Task.Delay(2, CancellationToken.None);
                continue;
            }
            var due = Stopwatch.GetTimestamp();
            _sent += Batch;
            await room.WaitAsync(CancellationToken.None);
            running.RemoveAll(static t => t.IsCompletedSuccessfully);
            running.Add(SendAsync(about, due));
        }
        await Task.WhenAll(running);

        async Task SendAsync(AcknowledgedWaybill[] about, long due)
        {
            try
            {
                await call(about, wrong);
                Latencies.Record(due, Stopwatch.GetTimestamp());
                lock (running) Count += about.Length;
            }
            finally
            {
                room.Release();
            }
        }
    }
}

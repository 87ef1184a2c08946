using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Demo;

/// <summary>Streams fresh waybills at full speed for a while and counts what was acknowledged.</summary>
internal sealed class SpeedRun(Uri address, IReadOnlyList<Waybill> samples, TimeSpan duration)
{
    private const int Streams = 4;
    private const int BatchSize = 256;

    private long _acknowledged;
    private long _failed;
    private long _numbered;

    /// <summary>Waybills that were masked and stored.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Waybills with any other status than their sample has when it is sent alone.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Runs, reporting the acknowledged count several times a second, and returns waybills a second.</summary>
    public async Task<double> RunAsync(Action<TimeSpan, long> report)
    {
        var clock = Stopwatch.StartNew();
        var running = Task.WhenAll(Enumerable.Range(0, Streams).Select(s => Task.Run(() => StreamAsync(clock))));
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(250));
            report(clock.Elapsed, Acknowledged);
        }
        await running;
        return Acknowledged / clock.Elapsed.TotalSeconds;
    }

    private async Task StreamAsync(Stopwatch clock)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new WaybillMaskingService.WaybillMaskingServiceClient(channel);
        await foreach (var result in MaskingClient.StreamAsync(client, Batches(clock)))
        {
            var ok = result.Results.Count(static r => r.Status.Code == ItemCode.Ok);
            Interlocked.Add(ref _acknowledged, ok);
            Interlocked.Add(ref _failed, BatchSize - ok);
        }
    }

    private async IAsyncEnumerable<MaskWaybillsRequest> Batches(Stopwatch clock)
    {
        ulong id = 0;
        while (clock.Elapsed < duration)
        {
            // A request of its own each time: the one before may still be on its way.
            var request = new MaskWaybillsRequest { BatchId = ++id };
            for (var i = 0; i < BatchSize; i++)
            {
                var waybill = samples[(int)((uint)Interlocked.Increment(ref _numbered) % samples.Count)].Clone();
                waybill.WaybillNo = "DEMO" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
                request.Waybills.Add(waybill);
            }
            yield return request;
            await Task.Yield();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.LoadTest;

/// <summary>Drives a target in a closed loop and accounts for it by the system's own figures.</summary>
/// <param name="samples">What the batches are made of; every waybill gets a number of its own.</param>
/// <param name="batch">Waybills a batch.</param>
/// <param name="streams">Streams, each on its own connection.</param>
/// <param name="window">Batches under way on a stream.</param>
/// <param name="warmUp">Time before counting begins.</param>
/// <param name="counted">Time that counts.</param>
internal sealed class LoadRun(IReadOnlyList<Waybill> samples, int batch, int streams, int window, TimeSpan warmUp, TimeSpan counted)
{
    public async Task<Measurement> MeasureAsync(Target target)
    {
        var number = 0L;
        var memory = await UsedMemoryAsync(target);
        var running = Enumerable.Range(0, streams).Select(s => new LoadStream(
            target.Address, new BatchTemplate(Enumerable.Range(s * batch, batch).Select(i => samples[i % samples.Count])), window,
            () => Interlocked.Add(ref number, batch) - batch, target.Redis is null)).ToList();
        using var stop = new CancellationTokenSource();
        var tasks = running.Select(r => Task.Run(() => r.RunAsync(stop.Token))).ToList();
        await Task.Delay(warmUp);
        using var self = Process.GetCurrentProcess();
        var before = Cpu(target, self);
        var clock = Stopwatch.StartNew();
        LoadStream.IsCounting = true;
        await Task.Delay(counted);
        LoadStream.IsCounting = false;
        var elapsed = clock.Elapsed;
        var after = Cpu(target, self);
        await stop.CancelAsync();
        await Task.WhenAll(tasks);

        var answered = running.Sum(static r => r.Answered);
        var latencies = running[0].Latencies;
        foreach (var other in running.Skip(1)) latencies.Add(other.Latencies);
        var grown = await UsedMemoryAsync(target) - memory;
        return new Measurement(
            target.Name, answered / elapsed.TotalSeconds, Measurement.Milliseconds(latencies, 50), Measurement.Milliseconds(latencies, 99),
            Share(0), Share(1), Share(2), (double)grown / running.Sum(static r => r.All), target.Server.WorkingSet64 / 1e6, running.Sum(static r => r.Wrong));

        double Share(int process) => (after[process] - before[process]).TotalMicroseconds / answered;
    }

    private static TimeSpan[] Cpu(Target target, Process self) => [Of(target.Server), Of(target.Redis), Of(self)];

    private static TimeSpan Of(Process? process)
    {
        process?.Refresh();
        return process?.TotalProcessorTime ?? TimeSpan.Zero;
    }

    private static async Task<long> UsedMemoryAsync(Target target)
    {
        if (target.Redis is null) return 0;
        using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{target.RedisPort},allowAdmin=true");
        var info = await connection.GetServers()[0].InfoAsync("memory");
        return long.Parse(info.SelectMany(static g => g).First(static p => p.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }
}

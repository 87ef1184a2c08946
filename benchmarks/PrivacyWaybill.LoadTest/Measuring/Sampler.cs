using System.Diagnostics;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Targets;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>Takes a run's figures once a second. For one thread.</summary>
internal sealed class Sampler
{
    private readonly RunState _run;
    private readonly Target _target;
    private readonly RedisProbe? _redis;
    private readonly OpenLoop? _open;
    private readonly long _start = Stopwatch.GetTimestamp();
    private (double At, long Answered, TimeSpan Cpu) _last;

    /// <summary>Begins.</summary>
    /// <param name="run">What is sampled.</param>
    /// <param name="target">Whose processes.</param>
    /// <param name="redis">Null if Redis cannot be asked.</param>
    /// <param name="open">Null for a closed loop.</param>
    public Sampler(RunState run, Target target, RedisProbe? redis, OpenLoop? open)
    {
        (_run, _target, _redis, _open) = (run, target, redis, open);
        _last = (0, run.Answered, ProcessAccount.Cpu(target.Servers));
        run.Latencies.Interval();
        open?.TakeMostBacklog();
    }

    /// <summary>The samples so far.</summary>
    public List<Second> Seconds { get; } = [];

    /// <summary>Takes a sample.</summary>
    public async Task<Second> SampleAsync()
    {
        var (bytes, keys) = _redis is null ? (0, 0) : await _redis.MeasureAsync();
        var now = (At: Stopwatch.GetElapsedTime(_start).TotalSeconds, _run.Answered, Cpu: ProcessAccount.Cpu(_target.Servers));
        var elapsed = now.At - _last.At;
        var latencies = _run.Latencies.Interval();
        var hasServers = _target.Servers.Count > 0;
        var second = new Second(
            now.At, (now.Answered - _last.Answered) / elapsed, latencies?.P50, latencies?.P99,
            hasServers ? (now.Cpu - _last.Cpu).TotalSeconds / elapsed : null, hasServers ? ProcessAccount.Resident(_target.Servers) / 1e6 : null,
            _redis is null ? null : bytes / 1e6, _redis is null ? null : keys, _run.Created,
            _open?.TakeMostBacklog() * _run.Scenario.Batch.Average);
        _last = now;
        Seconds.Add(second);
        return second;
    }
}

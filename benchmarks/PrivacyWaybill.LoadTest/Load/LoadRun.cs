using System.Diagnostics;
using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Drives a target by a scenario and accounts for it by the system's own figures.</summary>
internal sealed class LoadRun(Scenario scenario, Target target)
{
    /// <summary>Runs it.</summary>
    /// <param name="onSecond">Told of each second that counts.</param>
    /// <param name="cancel">Ends the run without a report.</param>
    /// <exception cref="Grpc.Core.RpcException">The target refused or ended a stream.</exception>
    public async Task<RunReport> MeasureAsync(Action<Second>? onSecond, CancellationToken cancel)
    {
        var acknowledged = scenario.Resolve > 0 || scenario.Reveal > 0 ? new AcknowledgedWaybills() : null;
        var wrong = new WrongAnswers();
        TimeSpan? life = scenario.Deployment.RetentionSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
        var verifier = target.IsEcho ? null : new AnswerVerifier(wrong, acknowledged, target.HasOwnPool, life);
        var run = new RunState(scenario, TemplateSet.Create(scenario, target.Tag), verifier, wrong, target.TakeSerials);
        await using var redis = target.RedisAddresses is null ? null : await RedisProbe.ConnectAsync(target.RedisAddresses);
        var memory = redis is null ? default : await redis.MeasureAsync();

        using var streams = new StreamSet(run, target);
        using var side = acknowledged is null ? null : new SideSet(run, target, acknowledged);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (open, opening) = StartOpenLoop(streams, stop.Token);
        try
        {
            await streams.WaitAsync(TimeSpan.FromSeconds(scenario.WarmUpSeconds), cancel);
            var counted = await CountAsync(run, streams, open, redis, onSecond, cancel);
            streams.Stop();
            await streams.Running;
            var (resolve, reveal) = side is null ? default : await side.EndAsync();
            var grown = redis is null ? default : await redis.MeasureAsync();
            var created = Math.Max(run.Created, 1);
            var isKept = redis is not null && scenario.Deployment is { RetentionSeconds: 0, GrownRecords: 0 };
            return counted with
            {
                LatencyMs = run.Latencies.All(),
                RedisBytes = isKept ? (double)(grown.Bytes - memory.Bytes) / created : null,
                RedisKeys = isKept ? (double)(grown.Keys - memory.Keys) / created : null,
                Checked = wrong.Checked,
                Wrong = wrong.Count,
                WrongByKind = wrong.ByKind,
                NotOk = wrong.NotOk,
                Resolve = resolve,
                Reveal = reveal,
            };
        }
        finally
        {
            streams.Stop();
            await stop.CancelAsync();
            await opening;
        }
    }

    private async Task<RunReport> CountAsync(RunState run, StreamSet streams, OpenLoop? open, RedisProbe? redis, Action<Second>? onSecond, CancellationToken cancel)
    {
        await using var allocations = AllocationProbe.TryStart(target.Servers);
        var start = Stopwatch.GetTimestamp();
        var sampler = new Sampler(run, target, redis, open);
        run.IsWarm = true;
        run.Counted = (start, start + scenario.Seconds * Stopwatch.Frequency);
        var begin = Now();
        var end = begin;
        for (var s = 1; s <= scenario.Seconds && !streams.Running.IsCompleted; s++)
        {
            await streams.WaitAsync(TimeSpan.FromSeconds(s) - Stopwatch.GetElapsedTime(start), cancel);
            // Before the sample is taken: Redis may take its time to answer.
            end = Now();
            var second = await sampler.SampleAsync();
            onSecond?.Invoke(second);
            if (scenario.Waybills > 0 && run.Created >= scenario.Waybills) break;
        }
        run.Counted = (start, Math.Min(run.Counted.Until, end.At));
        var elapsed = Stopwatch.GetElapsedTime(start, end.At).TotalSeconds;
        var count = end.Answered - begin.Answered;
        var rate = count / elapsed;
        return new RunReport
        {
            Scenario = scenario,
            IsEcho = target.IsEcho,
            Seconds = elapsed,
            Waybills = count,
            WaybillsPerSecond = rate,
            OfferedPerSecond = open is null ? null : (end.Due - begin.Due) * scenario.Batch.Average / elapsed,
            BacklogMost = open is null ? null : sampler.Seconds.Select(static s => s.Backlog).DefaultIfEmpty().Max(),
            BacklogEnd = open is null ? null : sampler.Backlog,
            LatencyMs = run.Latencies.All(),
            CpuMicroseconds = new CpuReport(
                target.Servers.Count > 0 ? Each(end.Cpu.Server - begin.Cpu.Server) : null,
                target.Redis.Count > 0 ? Each(end.Cpu.Redis - begin.Cpu.Redis) : null,
                Each(end.Cpu.Harness - begin.Cpu.Harness)),
            ServerAllocatedBytes = allocations?.BytesPerSecond / rate is { } bytes && double.IsFinite(bytes) ? bytes : null,
            ServerRssMegabytes = sampler.Seconds.LastOrDefault()?.ServerRssMegabytes,
            ReplayedShare = count > 0 ? Math.Max(0, 1 - (double)(end.Created - begin.Created) / count) : 0,
            Series = sampler.Seconds,
        };

        (long At, CpuTimes Cpu, long Answered, long Created, long Due) Now() => (Stopwatch.GetTimestamp(), CpuTimes.Now(target), run.Answered, run.Created, open?.Due ?? 0);

        double? Each(TimeSpan time) => count > 0 ? time.TotalMicroseconds / count : null;
    }

    private (OpenLoop? Loop, Task Running) StartOpenLoop(StreamSet streams, CancellationToken cancel)
    {
        if (!scenario.IsOpenLoop) return (null, Task.CompletedTask);
        var schedule = new Schedule(scenario.Rate, scenario.Batch.Average, scenario.WarmUpSeconds, scenario.Seconds, scenario.Profile, scenario.DoubleEleven);
        var loop = new OpenLoop(schedule, [.. streams.Paces.Cast<OpenPace>()], Stopwatch.GetTimestamp);
        return (loop, Task.Factory.StartNew(() => loop.Run(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }
}

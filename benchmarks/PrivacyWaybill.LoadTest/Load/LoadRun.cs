using System.Diagnostics;
using Grpc.Core;
using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;
using StackExchange.Redis;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Drives a target by a scenario and accounts for it by the system's own figures.</summary>
internal sealed class LoadRun(Scenario scenario, Target target)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it.</summary>
    /// <param name="onSecond">Told of each second that counts.</param>
    /// <param name="cancel">Ends the run; what was counted until then is reported.</param>
    /// <exception cref="OperationCanceledException">It was ended before counting began.</exception>
    /// <exception cref="RpcException">The target refused or ended a stream before counting began.</exception>
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
        var (open, opening) = StartOpenLoop(run, streams, stop.Token);
        try
        {
            await streams.WaitAsync(TimeSpan.FromSeconds(scenario.WarmUpSeconds), cancel);
            // What is sent again has to have been acknowledged before, however slow the machine.
            while (scenario.Replay > 0 && run.Replayable.Find(0) is null && !streams.Running.IsCompleted) await streams.WaitAsync(s_poll, cancel);
            var counted = await CountAsync(run, streams, open, redis, onSecond, cancel);
            if (counted.EndedEarly is not null) return Checked(counted);
            streams.Stop();
            await streams.Running;
            var (resolve, reveal) = side is null ? default : await side.EndAsync();
            var grown = redis is null ? default : await redis.MeasureAsync();
            var created = Math.Max(run.Created, 1);
            var isKept = redis is not null && scenario.Deployment is { RetentionSeconds: 0, GrownRecords: 0 };
            return Checked(counted) with
            {
                RedisBytes = isKept ? (double)(grown.Bytes - memory.Bytes) / created : null,
                RedisKeys = isKept ? (double)(grown.Keys - memory.Keys) / created : null,
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

        RunReport Checked(RunReport counted) => counted with
        {
            LatencyMs = run.Latencies.All(),
            Checked = wrong.Checked,
            Wrong = wrong.Count,
            WrongByKind = wrong.ByKind,
            NotOk = wrong.NotOk,
        };
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
        string? endedEarly = null;
        for (var s = 1; s <= scenario.Seconds && endedEarly is null && !streams.Running.IsCompleted; s++)
        {
            endedEarly = await WhyEndedAsync(ToSecondAsync(s), cancel);
            if (scenario.Waybills > 0 && run.Created >= scenario.Waybills) break;
        }
        run.Counted = (start, Math.Min(run.Counted.Until, end.At));
        var elapsed = Stopwatch.GetElapsedTime(start, end.At).TotalSeconds;
        var count = end.Answered - begin.Answered;
        var rate = ASecond(count);
        return new RunReport
        {
            Scenario = scenario,
            IsEcho = target.IsEcho,
            EndedEarly = endedEarly,
            Seconds = elapsed,
            Waybills = count,
            WaybillsPerSecond = rate,
            OfferedPerSecond = open is null ? null : ASecond((end.Due - begin.Due) * scenario.Batch.Average),
            BacklogMost = open is null ? null : sampler.Seconds.Max(static s => s.Backlog),
            BacklogEnd = open?.Backlog * scenario.Batch.Average,
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

        async Task ToSecondAsync(int s)
        {
            await streams.WaitAsync(TimeSpan.FromSeconds(s) - Stopwatch.GetElapsedTime(start), cancel);
            // Before the sample is taken: Redis may take its time to answer.
            end = Now();
            var second = await sampler.SampleAsync();
            onSecond?.Invoke(second);
        }

        (long At, CpuTimes Cpu, long Answered, long Created, long Due) Now() => (Stopwatch.GetTimestamp(), CpuTimes.Now(target), run.Answered, run.Created, open?.Due ?? 0);

        double ASecond(double of) => elapsed > 0 ? of / elapsed : 0;

        double? Each(TimeSpan time) => count > 0 ? time.TotalMicroseconds / count : null;
    }

    /// <summary>Why a second ended as it should not, or null: its figures are left out then.</summary>
    private async Task<string?> WhyEndedAsync(Task second, CancellationToken cancel)
    {
        try
        {
            await second;
            return null;
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            return "interrupted";
        }
        catch (RpcException e)
        {
            return target.Describe(e);
        }
        catch (Exception e) when (e is InvalidOperationException or RedisException)
        {
            // A process to be accounted for is gone, or Redis is.
            return e.Message;
        }
    }

    private (OpenLoop? Loop, Task Running) StartOpenLoop(RunState run, StreamSet streams, CancellationToken cancel)
    {
        if (!scenario.IsOpenLoop) return (null, Task.CompletedTask);
        var schedule = new Schedule(scenario.Rate, scenario.Batch.Average, scenario.WarmUpSeconds, scenario.Seconds, scenario.Profile, scenario.DoubleEleven);
        var loop = new OpenLoop(schedule, [.. streams.Paces.Cast<OpenPace>()], Stopwatch.GetTimestamp, () => run.AnsweredBatches);
        return (loop, Task.Factory.StartNew(() => loop.Run(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }
}

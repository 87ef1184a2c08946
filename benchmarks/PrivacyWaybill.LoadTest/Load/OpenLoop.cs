using System.Diagnostics;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Hands the batches of a schedule to the streams in turn when they are due, on a thread of its own.</summary>
/// <param name="schedule">When.</param>
/// <param name="streams">To whom.</param>
/// <param name="clock">Timestamps.</param>
/// <param name="answered">Batches answered until now.</param>
internal sealed class OpenLoop(Schedule schedule, IReadOnlyList<OpenPace> streams, Func<long> clock, Func<long> answered)
{
    private readonly long _start = clock();
    private long _due, _most;

    /// <summary>Batches that were due until now.</summary>
    public long Due => Interlocked.Read(ref _due);

    /// <summary>Batches that are due and not answered.</summary>
    public long Backlog => Math.Max(0, Due - answered());

    /// <summary>The most that were since this was last asked.</summary>
    public long TakeMostBacklog() => Math.Max(Interlocked.Exchange(ref _most, 0), Backlog);

    /// <summary>Runs until the schedule ends or it is cancelled, and then stops the streams' paces.</summary>
    public void Run(CancellationToken cancel)
    {
        foreach (var time in schedule.Times())
        {
            var at = _start + (long)(time * Stopwatch.Frequency);
            // A timer of the system is a millisecond late at worst, which counts as latency; spinning would take a processor
            // from the server beside it.
            while (clock() < at && !cancel.IsCancellationRequested) Thread.Sleep(Math.Max(1, (int)((at - clock()) * 1000 / Stopwatch.Frequency)));
            if (cancel.IsCancellationRequested) break;
            streams[(int)(Due % streams.Count)].Send(at);
            Interlocked.Increment(ref _due);
            if (Backlog is var backlog && backlog > Volatile.Read(ref _most)) Volatile.Write(ref _most, backlog);
        }
        foreach (var stream in streams) stream.Stop();
    }
}

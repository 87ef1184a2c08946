using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>What the streams of a run share. For many threads.</summary>
internal sealed class RunState(Scenario scenario, TemplateSet templates, AnswerVerifier? verifier, WrongAnswers wrong, Func<int, long> takeSerials)
{
    private long _answeredBatches, _answered, _created;

    public Scenario Scenario => scenario;

    public TemplateSet Templates => templates;

    /// <summary>Checks answers; null for an echo, whose answers are only measured by length.</summary>
    public AnswerVerifier? Verifier => verifier;

    public LatencyRecorder Latencies { get; } = new();

    public Replayable Replayable { get; } = new();

    public WrongAnswers Wrong => wrong;

    /// <summary>From when on, and until when, a batch counts by its intended time (timestamps); until the end of the warm-up: never.</summary>
    public (long From, long Until) Counted { get; set; } = (long.MaxValue, long.MaxValue);

    /// <summary>Whether the warm-up is over.</summary>
    public bool IsWarm { get; set; }

    /// <summary>Batches answered.</summary>
    public long AnsweredBatches => Interlocked.Read(ref _answeredBatches);

    /// <summary>Waybills answered.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Waybills answered that were fresh.</summary>
    public long Created => Interlocked.Read(ref _created);

    /// <summary>The numbers of the next batch of a template.</summary>
    public BatchNumbers NextNumbers(BatchTemplate template)
    {
        var first = takeSerials(template.Count);
        var again = scenario.Replay > 0 && IsWarm ? Replayable.Find(template, first / template.Count) : -1;
        return new BatchNumbers(first, again, scenario.Replay);
    }

    /// <summary>Counts an answered batch.</summary>
    public void Answer(Flight flight, long now)
    {
        var count = flight.Template.Count;
        Interlocked.Increment(ref _answeredBatches);
        Interlocked.Add(ref _answered, count);
        Interlocked.Add(ref _created, flight.Numbers.Again < 0 ? count : Fresh(flight));
        if (scenario.Replay > 0 && !IsWarm) Replayable.Add(flight);
        // Closed loop: what is answered counts. Open loop: what was to be sent counts, however late it is answered.
        var at = scenario.IsOpenLoop ? flight.IntendedAt : now;
        if (at >= Counted.From && at < Counted.Until) Latencies.Record(flight.IntendedAt, now);
    }

    private static int Fresh(Flight flight)
    {
        var fresh = 0;
        for (var i = 0; i < flight.Template.Count; i++)
            if (!flight.Numbers.IsAgain(i)) fresh++;
        return fresh;
    }
}

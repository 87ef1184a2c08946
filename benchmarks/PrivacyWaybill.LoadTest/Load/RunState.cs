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

    /// <summary>Makes a batch. Where waybills are sent again, it is of a template that was acknowledged already.</summary>
    /// <param name="turn">The stream's place among the templates.</param>
    /// <param name="intendedAt">When it is to be sent.</param>
    public Flight Next(long turn, long intendedAt)
    {
        var earlier = scenario.Replay > 0 && IsWarm ? Replayable.Find(turn) : null;
        var template = earlier?.Template ?? templates[turn];
        return new Flight(template, new BatchNumbers(takeSerials(template.Count), earlier?.First ?? -1, scenario.Replay), intendedAt);
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

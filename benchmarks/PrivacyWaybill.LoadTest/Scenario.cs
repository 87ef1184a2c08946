using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest;

/// <summary>
/// Everything that decides what a run does, so that the same scenario sends the same bytes. It is written to the JSON file as it
/// stands; the names there are these.
/// </summary>
internal sealed record Scenario
{
    /// <summary>What the run is called in tables.</summary>
    public string Name { get; init; } = "server";

    /// <summary>Waybills a batch.</summary>
    public BatchSizes Batch { get; init; } = new(256, 256);

    /// <summary>Streams.</summary>
    public int Streams { get; init; } = 4;

    /// <summary>Connections that the streams share in turn; 0: one a stream.</summary>
    public int Connections { get; init; }

    /// <summary>Batches under way on a stream, closed loop.</summary>
    public int Window { get; init; } = 4;

    /// <summary>How long is counted.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>How long is not counted before; only fresh waybills are sent then.</summary>
    public int WarmUpSeconds { get; init; } = 8;

    /// <summary>Counting ends earlier once so many waybills were answered, warm-up included; 0: not.</summary>
    public long Waybills { get; init; }

    /// <summary>Waybills a second at the peak of the profile, open loop; 0: closed loop.</summary>
    public double Rate { get; init; }

    /// <summary>How the rate goes over the time that counts, open loop.</summary>
    public LoadProfile Profile { get; init; }

    /// <summary>Whether the day begins with a burst of twice its peak hour.</summary>
    public bool DoubleEleven { get; init; }

    /// <summary>What the waybills look like.</summary>
    public WaybillMix Mix { get; init; }

    /// <summary>Which sequence of waybills.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whose virtual numbers are asked for.</summary>
    public NumbersAsked Numbers { get; init; }

    /// <summary>Cities that the number pool has segments of, each waybill wishing for one; 0: one segment, no wish.</summary>
    public int Cities { get; init; }

    /// <summary>Share of waybills that were acknowledged in the warm-up and are sent again.</summary>
    public double Replay { get; init; }

    /// <summary>Calls to resolve a waybill masked.</summary>
    public double Resolve { get; init; }

    /// <summary>Reveals a waybill masked.</summary>
    public double Reveal { get; init; }

    /// <summary>How many answers are decoded and checked.</summary>
    public VerifiedAnswers Verify { get; init; }

    /// <summary>Addresses of servers that run already; none: those of <see cref="Deployment"/> are started.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The servers and the Redis that the run starts; says nothing if there are <see cref="Targets"/>.</summary>
    public Deployment Deployment { get; init; } = new();

    /// <summary>Streams and a window, or streams and a rate.</summary>
    public bool IsOpenLoop => Rate > 0;
}

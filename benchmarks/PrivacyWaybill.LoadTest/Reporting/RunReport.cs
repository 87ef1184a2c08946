using PrivacyWaybill.LoadTest.Measuring;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>What one run came to; a member of <c>runs</c> in the JSON file, whose field names are stable.</summary>
internal sealed record RunReport
{
    /// <summary>What was done.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>Whether batches only came back as they were sent.</summary>
    public bool IsEcho { get; init; }

    /// <summary>How long was counted.</summary>
    public double Seconds { get; init; }

    /// <summary>Why counting ended before its time: <c>interrupted</c>, or what became of the target; null if it did not.</summary>
    public string? EndedEarly { get; init; }

    /// <summary>Waybills answered in that time.</summary>
    public long Waybills { get; init; }

    /// <summary>The same a second.</summary>
    public double WaybillsPerSecond { get; init; }

    /// <summary>Open loop: waybills that were due in that time, a second.</summary>
    public double? OfferedPerSecond { get; init; }

    /// <summary>Open loop: most waybills that were due and not answered.</summary>
    public double? BacklogMost { get; init; }

    /// <summary>Open loop: the same at the end.</summary>
    public double? BacklogEnd { get; init; }

    /// <summary>From a batch's intended time to its answer. Closed loop: from sending it.</summary>
    public required Percentiles LatencyMs { get; init; }

    /// <summary>Processor time.</summary>
    public required CpuReport CpuMicroseconds { get; init; }

    /// <summary>Managed bytes that the servers allocated a waybill; null if they could not be asked.</summary>
    public double? ServerAllocatedBytes { get; init; }

    /// <summary>Growth of Redis' <c>used_memory</c> a fresh waybill, warm-up and all keys included; null if it was not asked, or if records were collected.</summary>
    public double? RedisBytes { get; init; }

    /// <summary>Growth of the number of keys a fresh waybill.</summary>
    public double? RedisKeys { get; init; }

    /// <summary>Resident memory of the servers when counting ended, 10^6 bytes.</summary>
    public double? ServerRssMegabytes { get; init; }

    /// <summary>Share of waybills that were sent again, of all after the warm-up.</summary>
    public double ReplayedShare { get; init; }

    /// <summary>Answers that were decoded and checked, a waybill each.</summary>
    public long Checked { get; init; }

    /// <summary>Faults found in them.</summary>
    public long Wrong { get; init; }

    /// <summary>The same by kind; see README.md.</summary>
    public IReadOnlyDictionary<string, long> WrongByKind { get; init; } = new Dictionary<string, long>();

    /// <summary>What items with a status other than OK were told, and how many.</summary>
    public IReadOnlyDictionary<string, long> NotOk { get; init; } = new Dictionary<string, long>();

    /// <summary>Calls resolved beside.</summary>
    public SideReport? Resolve { get; init; }

    /// <summary>Waybills revealed beside.</summary>
    public SideReport? Reveal { get; init; }

    /// <summary>The run second by second.</summary>
    public IReadOnlyList<Second> Series { get; init; } = [];

    /// <summary>Whether an open loop was kept up with: what was due was answered in time, but for a hundredth, or for a batch a stream that is always under way.</summary>
    public bool KeptUp => OfferedPerSecond is not { } offered || (offered - WaybillsPerSecond) * Seconds <= Math.Max(0.01 * offered * Seconds, Scenario.Streams * Scenario.Batch.Average);
}

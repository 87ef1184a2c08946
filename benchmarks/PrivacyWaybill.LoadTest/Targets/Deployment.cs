using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>The servers and the Redis that a run starts for itself.</summary>
internal sealed record Deployment
{
    /// <summary>Servers over the one store; streams are dealt out to them in turn.</summary>
    public int Servers { get; init; } = 1;

    /// <summary>Three primaries as a Redis Cluster, instead of one Redis.</summary>
    public bool Cluster { get; init; }

    /// <summary>Redis keeps an append-only file, synced every second, never rewritten.</summary>
    public bool Aof { get; init; }

    /// <summary>Records that Redis held before, of which a quarter is left: its memory is touched and its table has grown; 0: it is new.</summary>
    public long GrownRecords { get; init; }

    /// <summary>TLS under a certificate made for the run.</summary>
    public bool Tls { get; init; }

    /// <summary>What the server reads and writes the wire with.</summary>
    public BatchCodecKind Codec { get; init; }

    /// <summary>How long numbers and records live, in seconds, from 60; 0: the server's default, 15 and 120 days.</summary>
    public int RetentionSeconds { get; init; }

    /// <summary>Whether records that are over are deleted while the run goes on.</summary>
    public bool Collect { get; init; }

    /// <summary>Further settings of the servers, as on their command line.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}

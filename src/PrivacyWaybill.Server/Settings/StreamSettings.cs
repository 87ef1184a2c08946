namespace PrivacyWaybill.Server.Settings;

/// <summary>Streams.</summary>
public sealed class StreamSettings
{
    /// <summary>Batches of one stream under way at a time.</summary>
    public int BatchesInFlight { get; init; } = 8;

    /// <summary>What reads and writes waybills on the wire.</summary>
    public BatchCodecKind Codec { get; init; }

    /// <summary>How long a stopping server waits for what it has read.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);
}

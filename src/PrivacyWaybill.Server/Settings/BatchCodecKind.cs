namespace PrivacyWaybill.Server.Settings;

/// <summary>What reads and writes waybills on the wire; both speak the same protocol, to the byte.</summary>
public enum BatchCodecKind
{
    /// <summary>The codec over the wire format itself.</summary>
    Wire,

    /// <summary>Protobuf's generated classes: slower, and what the other is measured against.</summary>
    Generated,
}

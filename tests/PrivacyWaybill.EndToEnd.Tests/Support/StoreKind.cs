namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>What a server keeps its mappings in.</summary>
public enum StoreKind
{
    /// <summary>The store inside the server's process.</summary>
    Embedded,

    /// <summary>A redis-server process.</summary>
    Redis,
}

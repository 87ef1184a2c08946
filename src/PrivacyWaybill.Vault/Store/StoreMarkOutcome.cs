namespace PrivacyWaybill.Vault.Store;

/// <summary>What is known about a store's mark.</summary>
public enum StoreMarkOutcome : byte
{
    /// <summary>The store did not answer, or with an error. The default.</summary>
    Unknown,

    /// <summary>It has one, which came from somebody before.</summary>
    Present,

    /// <summary>It has none: it is new, or came back empty.</summary>
    Missing,

    /// <summary>It was just made.</summary>
    Created,

    /// <summary>The key holds something else.</summary>
    Unreadable,

    /// <summary>The store would not take one; nothing was written.</summary>
    Refused,
}

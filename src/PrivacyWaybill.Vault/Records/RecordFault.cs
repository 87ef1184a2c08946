namespace PrivacyWaybill.Vault.Records;

/// <summary>Why a stored value is no record. It is answered as damaged and left as it is.</summary>
public enum RecordFault : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It ends before its header and the 16 bytes of a seal.</summary>
    TooShort,

    /// <summary>Its cipher suite is unknown: a newer server wrote it, or nobody did.</summary>
    UnknownSuite,

    /// <summary>Its state is unknown.</summary>
    UnknownState,

    /// <summary>It has flags that mean nothing yet.</summary>
    UnknownFlags,

    /// <summary>A number that is said to be there has no known state.</summary>
    UnknownNumberState,

    /// <summary>Key id or revision is 0, which none ever was.</summary>
    ZeroField,
}

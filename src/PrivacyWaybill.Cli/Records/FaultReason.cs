namespace PrivacyWaybill.Cli.Records;

/// <summary>The kinds of fault that a record can have.</summary>
internal enum FaultReason
{
    /// <summary>Longer than a record may be.</summary>
    TooLong,

    /// <summary>Not in the encoding that was named.</summary>
    NotInEncoding,

    /// <summary>A quote out of place, or never closed.</summary>
    BrokenQuoting,

    /// <summary>More columns than the header has, or fewer.</summary>
    WrongColumnCount,

    /// <summary>Not one JSON object, or a string in it is no text.</summary>
    InvalidJson,

    /// <summary>A JSON property that is neither mapped nor recognised.</summary>
    UnknownProperty,

    /// <summary>A phone in a column that was kept for its name.</summary>
    PhoneInKeptColumn,
}

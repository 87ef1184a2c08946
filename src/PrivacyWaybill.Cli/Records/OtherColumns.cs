namespace PrivacyWaybill.Cli.Records;

/// <summary>What happens to columns that are neither mapped nor recognised.</summary>
internal enum OtherColumns
{
    /// <summary>The file is refused: nobody has said that they hold no phones.</summary>
    Refuse,

    /// <summary>They pass through.</summary>
    Keep,

    /// <summary>They are masked as remarks.</summary>
    Mask,

    /// <summary>They are left out.</summary>
    Drop,
}

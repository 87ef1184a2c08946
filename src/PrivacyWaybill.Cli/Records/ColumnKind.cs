namespace PrivacyWaybill.Cli.Records;

/// <summary>What the values of a column are.</summary>
internal enum ColumnKind
{
    /// <summary>No personal data: passed through byte for byte.</summary>
    Keep,

    /// <summary>Left out.</summary>
    Drop,

    /// <summary>The name of a sender or recipient.</summary>
    Name,

    /// <summary>Phone numbers.</summary>
    Phone,

    /// <summary>An address, or a part of one.</summary>
    Address,

    /// <summary>Text in which leaks are looked for: a remark, the goods, a company.</summary>
    Remark,
}

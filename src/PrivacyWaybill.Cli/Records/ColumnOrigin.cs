namespace PrivacyWaybill.Cli.Records;

/// <summary>Why a column has its kind.</summary>
internal enum ColumnOrigin
{
    /// <summary>The command line names it.</summary>
    Mapped,

    /// <summary>Its name is a common one.</summary>
    Recognised,

    /// <summary>Neither; <c>--others</c> decided.</summary>
    Other,
}

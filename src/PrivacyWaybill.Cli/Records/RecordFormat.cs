namespace PrivacyWaybill.Cli.Records;

/// <summary>How a file holds its records.</summary>
internal enum RecordFormat
{
    /// <summary>RFC 4180: comma separated values, one record a line or more.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}

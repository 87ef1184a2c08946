namespace PrivacyWaybill.Cli.Records;

/// <summary>How a file is to be read.</summary>
/// <param name="Format">CSV or JSON Lines.</param>
/// <param name="Mapping">What its columns are.</param>
internal sealed record RecordLayout(RecordFormat Format, ColumnMapping Mapping)
{
    /// <summary>What separates the fields of CSV.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether the first record of CSV names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The encoding of the input.</summary>
    public SourceEncoding Encoding { get; init; } = SourceEncoding.Utf8;

    /// <summary>Opens the records of a source.</summary>
    public RecordReader Open(SourceStream source)
    {
        var utf8 = Encoding.ToUtf8(source);
        return Format == RecordFormat.Csv ? new CsvRecords(utf8, this) : new JsonRecords(utf8, this);
    }

    /// <summary>Everything that decides what comes of an input, as one text.</summary>
    public override string ToString() => string.Join('\n', [Format.ToString(), $"{(int)Delimiter}", $"{HasHeader}", Encoding.Name, $"{Mapping}"]);
}

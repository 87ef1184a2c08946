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
    /// <param name="source">The bytes.</param>
    /// <param name="isWanted">Which columns' values the reader is to tell; none that is dropped.</param>
    public RecordReader Open(SourceStream source, Predicate<Column> isWanted)
    {
        var utf8 = Encoding.ToUtf8(source);
        return Format == RecordFormat.Csv ? new CsvRecords(utf8, this, isWanted) : new JsonRecords(utf8, this, isWanted);
    }

    /// <summary>Everything that decides what comes of an input, as one text.</summary>
    public override string ToString() => string.Join('\n', [Format.ToString(), $"{(int)Delimiter}", $"{HasHeader}", Encoding.Name, $"{Mapping}"]);
}

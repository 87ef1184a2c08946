using System.CommandLine;

namespace PrivacyWaybill.Cli.Records;

/// <summary>The options that tell how a file of records is laid out.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string> _format = new("--format") { Description = "Format of FILE. Default: by its extension (.csv, .tsv, .jsonl, .ndjson).", HelpName = "csv|jsonl" };

    private readonly Option<string[]> _map = new("--map")
    {
        Description = "What a column is: KIND=COLUMN, separated by commas or repeated. KIND: name, phone, address, remark, goods, company, keep or drop, "
            + "also sender.KIND, recipient.KIND. COLUMN: header, property, dotted path, or number with --no-header. Others are recognised by common names.",
        HelpName = "KIND=COLUMN,…",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<string> _others = new("--others")
    {
        Description = "Columns neither mapped nor recognised: keep, mask (as remarks) or drop them. Default: refuse the file and name them.",
        HelpName = "refuse|keep|mask|drop",
    };

    private readonly Option<string> _delimiter = new("--delimiter") { Description = "What separates fields of CSV. Default: ',', and tab for .tsv.", HelpName = ",|;|'|'|tab" };

    private readonly Option<bool> _noHeader = new("--no-header") { Description = "CSV without a header: columns are mapped by number, from 1." };

    private readonly Option<string> _encoding = new("--encoding") { Description = "Encoding of the input; gb18030 reads GBK and GB2312 too. Output is UTF-8.", HelpName = "utf-8|gb18030" };

    public RecordOptions()
    {
        _format.AcceptOnlyFromAmong("csv", "jsonl");
        _others.AcceptOnlyFromAmong("refuse", "keep", "mask", "drop");
        _delimiter.AcceptOnlyFromAmong(",", ";", "|", "tab", "\t", "\\t");
        _encoding.AcceptOnlyFromAmong("utf-8", "gb18030");
    }

    private Option[] All => [_format, _map, _others, _delimiter, _noHeader, _encoding];

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Add(option);
    }

    /// <summary>The first of the options that was given, by its name; null if none was.</summary>
    public string? FirstGiven(System.CommandLine.Parsing.CommandResult result) =>
        All.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>What the options say of a file.</summary>
    /// <exception cref="UsageException">They do not fit together.</exception>
    public RecordLayout LayoutOf(ParseResult parse, string file)
    {
        var format = FormatOf(parse.GetValue(_format), file);
        MapEntry[] entries = [.. parse.GetRequiredValue(_map).SelectMany(MapEntry.Parse)];
        var twice = entries.GroupBy(static entry => entry.Target, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1);
        if (twice is not null) throw new UsageException($"--map {string.Join(',', twice.Select(static entry => entry.Text))}: maps one column twice");
        var layout = new RecordLayout(format, new ColumnMapping(entries, Enum.Parse<OtherColumns>(parse.GetValue(_others) ?? "refuse", ignoreCase: true)))
        {
            HasHeader = !parse.GetValue(_noHeader),
            Delimiter = DelimiterOf(parse.GetValue(_delimiter), file),
            Encoding = SourceEncoding.Named(parse.GetValue(_encoding)) ?? SourceEncoding.Utf8,
        };
        if (format == RecordFormat.JsonLines && (!layout.HasHeader || parse.GetValue(_delimiter) is not null))
            throw new UsageException("--no-header and --delimiter go with CSV");
        return layout;
    }

    private static RecordFormat FormatOf(string? format, string file) => (format ?? Path.GetExtension(file).ToLowerInvariant()) switch
    {
        "csv" or ".csv" or ".tsv" => RecordFormat.Csv,
        "jsonl" or ".jsonl" or ".ndjson" => RecordFormat.JsonLines,
        _ => throw new UsageException("--format: the name of the file does not tell; say csv or jsonl"),
    };

    private static char DelimiterOf(string? delimiter, string file) => delimiter switch
    {
        null => Path.GetExtension(file).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',',
        "tab" or "\\t" => '\t',
        _ => delimiter[0],
    };
}

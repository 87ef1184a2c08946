using System.Text;

namespace PrivacyWaybill.Cli.Records;

/// <summary>The encodings that a file may have. Everything behind them is UTF-8.</summary>
internal sealed class SourceEncoding
{
    /// <summary>
    /// Stands for bytes that are no character: one that no text holds (Unicode, section 23.7, noncharacters), so that a
    /// record with a fault can be told from its neighbours, which go on.
    /// </summary>
    private const string Undecodable = "\uFFFE";

    private readonly Encoding? _encoding;

    private SourceEncoding(string name, Encoding? encoding) => (Name, _encoding) = (name, encoding);

    /// <summary>UTF-8, with a byte order mark or without.</summary>
    public static SourceEncoding Utf8 { get; } = new("UTF-8", null);

    /// <summary>GB18030, of which GBK and GB2312 are parts.</summary>
    public static SourceEncoding Gb18030 { get; } = new("GB18030", CodePagesEncodingProvider.Instance.GetEncoding(
        "gb18030", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Undecodable)));

    /// <summary>The encoding that an option names; null for null.</summary>
    public static SourceEncoding? Named(string? name) => name switch { null => null, "gb18030" => Gb18030, _ => Utf8 };

    /// <summary>As it is called.</summary>
    public string Name { get; }

    /// <summary>The source as UTF-8.</summary>
    public Stream ToUtf8(SourceStream source) =>
        _encoding is null ? source : Encoding.CreateTranscodingStream(source, _encoding, Encoding.UTF8);

    /// <summary>Whether a record is text.</summary>
    /// <param name="record">What <see cref="ToUtf8"/> gave for it.</param>
    public bool IsValid(ReadOnlySpan<byte> record) =>
        _encoding is null ? System.Text.Unicode.Utf8.IsValid(record) : record.IndexOf("\uFFFE"u8) < 0;
}

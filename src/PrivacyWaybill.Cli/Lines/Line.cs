namespace PrivacyWaybill.Cli.Lines;

/// <summary>One line of input; valid until its source is read again.</summary>
/// <param name="text">The line without its ending.</param>
/// <param name="ending">LF, CRLF, or nothing behind the last line.</param>
/// <param name="isTooLong">The line was longer than the source takes; its text was skipped.</param>
internal readonly ref struct Line(ReadOnlySpan<byte> text, ReadOnlySpan<byte> ending, bool isTooLong)
{
    /// <summary>The line without its ending.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>LF, CRLF, or nothing behind the last line.</summary>
    public ReadOnlySpan<byte> Ending { get; } = ending;

    /// <summary>The line was longer than the source takes; its text was skipped.</summary>
    public bool IsTooLong { get; } = isTooLong;
}

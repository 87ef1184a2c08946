namespace PrivacyWaybill.Cli.Lines;

/// <summary>
/// A value on one line: a line feed in it is written <c>\n</c>, a backslash <c>\\</c>. A backslash that begins neither
/// stands for itself when read.
/// </summary>
internal static class LineEscapes
{
    /// <summary>From line to value.</summary>
    /// <param name="line">The line.</param>
    /// <param name="value">At least as long as the line.</param>
    /// <returns>The bytes of the value.</returns>
    public static int Read(ReadOnlySpan<byte> line, Span<byte> value)
    {
        var written = 0;
        while (true)
        {
            var plain = line.IndexOf((byte)'\\');
            if (plain < 0 || plain == line.Length - 1) plain = line.Length;
            line[..plain].CopyTo(value[written..]);
            written += plain;
            if (plain == line.Length) return written;
            var escaped = line[plain + 1] switch { (byte)'n' => (byte)'\n', (byte)'\\' => (byte)'\\', _ => (byte)0 };
            value[written++] = escaped == 0 ? (byte)'\\' : escaped;
            line = line[(escaped == 0 ? plain + 1 : plain + 2)..];
        }
    }

    /// <summary>From value to line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="line">At least twice as long as the value.</param>
    /// <returns>The bytes of the line.</returns>
    public static int Write(ReadOnlySpan<byte> value, Span<byte> line)
    {
        var written = 0;
        while (true)
        {
            var plain = value.IndexOfAny((byte)'\n', (byte)'\\');
            if (plain < 0) plain = value.Length;
            value[..plain].CopyTo(line[written..]);
            written += plain;
            if (plain == value.Length) return written;
            line[written++] = (byte)'\\';
            line[written++] = value[plain] == '\n' ? (byte)'n' : (byte)'\\';
            value = value[(plain + 1)..];
        }
    }
}

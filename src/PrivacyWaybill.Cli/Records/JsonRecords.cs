using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyWaybill.Cli.Lines;

namespace PrivacyWaybill.Cli.Records;

/// <summary>Records of JSON Lines: one object a line. Blank lines are no records.</summary>
/// <param name="utf8">The file, UTF-8.</param>
/// <param name="layout">How it is laid out.</param>
/// <param name="isWanted">Which columns' values are told.</param>
internal sealed class JsonRecords(Stream utf8, RecordLayout layout, Predicate<Column> isWanted) : RecordReader
{
    private readonly LineSource _lines = new(utf8);
    private readonly JsonProperties _properties = new(layout.Mapping, isWanted);
    private readonly ArrayBufferWriter<byte> _raw = new();
    private byte[] _ending = [];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Raw => _raw.WrittenSpan;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Ending => _ending;

    /// <inheritdoc/>
    public override ValueTask OpenAsync(CancellationToken cancel) => default;

    /// <inheritdoc/>
    public override async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        while (!TryRead())
        {
            if (!await _lines.FillAsync(cancel)) return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override int ReadText(ReadOnlySpan<byte> token, Span<byte> text)
    {
        if (token is not [(byte)'"', .. var inner, (byte)'"'] || !inner.Contains((byte)'\\'))
        {
            var plain = token is [(byte)'"', ..] ? token[1..^1] : token;
            plain.CopyTo(text);
            return plain.Length;
        }
        try
        {
            var reader = new Utf8JsonReader(token);
            reader.Read();
            return reader.CopyString(text);
        }
        // An escaped surrogate without its pair.
        catch (InvalidOperationException)
        {
            return -1;
        }
    }

    /// <inheritdoc/>
    public override void WriteText(ReadOnlySpan<byte> text, ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        var encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        output.Write("\""u8);
        if (encoder.FindFirstCharacterToEncodeUtf8(text) < 0)
        {
            output.Write(text);
        }
        else
        {
            // The longest escape of a byte has six.
            encoder.EncodeUtf8(text, output.GetSpan(6 * text.Length), out _, out var written);
            output.Advance(written);
        }
        output.Write("\""u8);
    }

    private bool TryRead()
    {
        while (_lines.TryRead(out var line))
        {
            Line++;
            var text = line.Text;
            if (Line == 1 && text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
            if (!line.IsTooLong && !text.ContainsAnyExcept(" \t\r"u8)) continue;
            Number++;
            Slots.Clear();
            _raw.ResetWrittenCount();
            _raw.Write(text);
            if (!_ending.AsSpan().SequenceEqual(line.Ending)) _ending = line.Ending.ToArray();
            Fault = line.IsTooLong ? RecordFault.TooLong
                : !layout.Encoding.IsValid(text) ? RecordFault.NotInEncoding(layout.Encoding.Name)
                : _properties.Find(Raw, Slots, Columns);
            return true;
        }
        return false;
    }
}

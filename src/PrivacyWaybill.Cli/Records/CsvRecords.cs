using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace PrivacyWaybill.Cli.Records;

/// <summary>
/// Records of CSV (RFC 4180). A record that breaks the rules of quoting, or is too long, is told and passed over, and
/// reading goes on behind it. Empty lines are no records.
/// </summary>
internal sealed class CsvRecords : RecordReader
{
    // CsvReader holds no more than about twice the limit, and its buffer: what it holds can be read again.
    private const int ReaderBuffer = 1 << 16, Window = 4 * RecordFault.LongestRecord;

    private readonly RewindableStream _input;
    private readonly RecordLayout _layout;
    private readonly Predicate<Column> _isWanted;
    private readonly byte[] _ending = new byte[2];
    private CsvReader _reader;
    private IReadOnlyList<Column> _columns = [];
    private CsvMalformedReason? _malformed;
    private long _firstOffset, _firstLine;
    private int _endingLength;
    private bool _isHeld;

    /// <summary>Opens the records.</summary>
    /// <param name="utf8">The file, UTF-8.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="isWanted">Which columns' values are told.</param>
    public CsvRecords(Stream utf8, RecordLayout layout, Predicate<Column> isWanted)
    {
        _isWanted = isWanted;
        _input = new RewindableStream(utf8, Window);
        _layout = layout;
        _reader = NewReader();
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Ending => _ending.AsSpan(0, _endingLength);

    /// <inheritdoc/>
    public override async ValueTask OpenAsync(CancellationToken cancel)
    {
        if (!await NextAsync(cancel)) return;
        // Without a header, the number of columns is that of the first record.
        if (Fault is not null) throw new UsageException($"the first record, which tells the columns, is unusable: {Fault.Text}");
        if (!_layout.HasHeader)
        {
            _columns = _layout.Mapping.OfCount(_reader.FieldCount);
            Columns.AddRange(_columns);
            _isHeld = true;
            return;
        }
        _columns = _layout.Mapping.OfHeader([.. Enumerable.Range(0, _reader.FieldCount).Select(i => Encoding.UTF8.GetString(_reader.GetSpan(i)).Trim())]);
        Columns.AddRange(_columns);
        FindSlots(static _ => false);
        var header = new ArrayBufferWriter<byte>();
        var copied = 0;
        foreach (var slot in Slots)
        {
            header.Write(Raw[copied..slot.Start]);
            copied = slot.End;
        }
        header.Write(Raw[copied..]);
        header.Write(Ending);
        Preamble = header.WrittenMemory;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        if (!_isHeld && !await NextAsync(cancel)) return false;
        _isHeld = false;
        Number++;
        if (Fault is null && _reader.FieldCount != _columns.Count) Fault = RecordFault.WrongColumnCount(_reader.FieldCount, _columns.Count);
        if (Fault is null) FindSlots(_isWanted);
        return true;
    }

    /// <inheritdoc/>
    public override int ReadText(ReadOnlySpan<byte> token, Span<byte> text)
    {
        if (token is not [(byte)'"', .. var inner, (byte)'"'])
        {
            token.CopyTo(text);
            return token.Length;
        }
        var written = 0;
        while (true)
        {
            var quote = inner.IndexOf((byte)'"');
            var plain = quote < 0 ? inner : inner[..(quote + 1)];
            plain.CopyTo(text[written..]);
            written += plain.Length;
            if (quote < 0) return written;
            inner = inner[(quote + 2)..];
        }
    }

    /// <inheritdoc/>
    public override void WriteText(ReadOnlySpan<byte> text, ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        // What did not need quotes does not need them masked: stars are no delimiters.
        if (token is not [(byte)'"', ..])
        {
            output.Write(text);
            return;
        }
        output.Write("\""u8);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            output.Write(text[..quote]);
            output.Write("\"\""u8);
        }
        output.Write(text);
        output.Write("\""u8);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _reader.Dispose();
        _input.Dispose();
        base.Dispose();
    }

    private CsvReader NewReader() => CsvReader.Create(_input, new CsvReaderOptions
    {
        Separator = _layout.Delimiter,
        HasHeader = false,
        Encoding = Encoding.UTF8,
        BufferSize = ReaderBuffer,
        MaxRecordSize = RecordFault.LongestRecord,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        OnMalformedRecord = malformed => _malformed = malformed.Reason,
    }, leaveOpen: true);

    private async ValueTask<bool> NextAsync(CancellationToken cancel)
    {
        Slots.Clear();
        _malformed = null;
        try
        {
            if (!await _reader.ReadAsync(cancel)) return false;
        }
        catch (CsvFormatException e)
        {
            // Only the length throws. Its text is not passed on: another version may quote the record.
            await SkipTooLongAsync(_firstOffset + e.ByteOffset, _firstLine + e.LineNumber, cancel);
            return true;
        }
        Line = _firstLine + _reader.LineNumber;
        Fault = FaultOf();
        FindEnding();
        return true;
    }

    private RecordFault? FaultOf()
    {
        var raw = Raw;
        if (raw.Length > RecordFault.LongestRecord) return RecordFault.TooLong;
        if (!_layout.Encoding.IsValid(raw)) return RecordFault.NotInEncoding(_layout.Encoding.Name);
        return _malformed switch
        {
            null => null,
            CsvMalformedReason.UnterminatedQuote => RecordFault.BrokenQuoting("a quote is not closed before the end of the file"),
            CsvMalformedReason.TextAfterClosingQuote => RecordFault.BrokenQuoting(string.Create(CultureInfo.InvariantCulture,
                $"text stands behind a closing quote, and the record takes up {raw.Count((byte)'\n') + 1} lines")),
            _ => RecordFault.BrokenQuoting("a quote stands inside a field without quotes"),
        };
    }

    private void FindEnding()
    {
        var end = _firstOffset + _reader.ByteOffset + Raw.Length;
        _endingLength = 0;
        if (_input[end] == '\r') _ending[_endingLength++] = (byte)'\r';
        // A line feed that is not read yet is one all the same.
        if (_input[end + _endingLength] is '\n' || (_endingLength == 1 && _input[end + 1] < 0)) _ending[_endingLength++] = (byte)'\n';
    }

    /// <summary>Values stand one separator apart.</summary>
    private void FindSlots(Predicate<Column> isWanted)
    {
        int start = 0, kept = -1;
        for (var i = 0; i < _columns.Count; i++)
        {
            var end = start + _reader.GetRawSpan(i).Length;
            var column = _columns[i];
            if (column.Kind == ColumnKind.Drop)
            {
                // With the separator before it, or behind it while nothing stands before.
                Slots.Add(kept >= 0 ? new RecordSlot(start - 1, end - start + 1, null) : new RecordSlot(start, end - start + 1, null));
            }
            else
            {
                if (isWanted(column)) Slots.Add(new RecordSlot(start, end - start, column));
                kept = i;
            }
            start = end + 1;
        }
    }

    /// <summary>Goes behind the line ending of a record that is too long, by its quotes alone: in them a line goes on.</summary>
    private async ValueTask SkipTooLongAsync(long start, long line, CancellationToken cancel)
    {
        Fault = RecordFault.TooLong;
        Line = line;
        _input.Rewind(start);
        _firstLine = line - 1;
        var buffer = new byte[ReaderBuffer];
        for (var (isQuoted, isEnded) = (false, false); !isEnded;)
        {
            var at = _input.Offset;
            var count = await _input.ReadAsync(buffer, cancel);
            if (count == 0) break;
            for (var i = 0; i < count && !isEnded; i++)
            {
                if (buffer[i] == '"') isQuoted = !isQuoted;
                if (buffer[i] != '\n') continue;
                _firstLine++;
                if (isQuoted) continue;
                isEnded = true;
                _input.Rewind(at + i + 1);
            }
        }
        _firstOffset = _input.Offset;
        _reader.Dispose();
        _reader = NewReader();
    }
}

namespace PrivacyWaybill.Cli.Lines;

/// <summary>
/// Lines out of a stream of bytes, as they come in and in bounded memory: fill, read all lines that are there, fill
/// again. An empty line is a line; nothing behind the last line ending is none.
/// </summary>
/// <param name="input">Where the bytes come from.</param>
internal sealed class LineSource(Stream input)
{
    /// <summary>The longest line, in bytes. A waybill with all fields at their limits is some 10 KB of JSON.</summary>
    public const int LongestLine = 1 << 20;

    // What a pipe of Linux holds.
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end;
    private bool _isSkipping, _isEnded;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Waits for more input.</summary>
    /// <returns>False when there is none and no line is left.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_isEnded) return _end > _start || _isSkipping;
        MakeRoom();
        // Reading a terminal or a pipe cannot be cancelled, but it can be left alone.
        var count = await input.ReadAsync(_buffer.AsMemory(_end), cancel).AsTask().WaitAsync(cancel);
        BytesRead += count;
        _end += count;
        _isEnded = count == 0;
        return !_isEnded || _end > _start || _isSkipping;
    }

    /// <summary>The next line that is whole, or at the end of the input the rest.</summary>
    public bool TryRead(out Line line)
    {
        line = default;
        var rest = _buffer.AsSpan(_start, _end - _start);
        var length = rest.IndexOf((byte)'\n');
        if (length < 0 && (!_isEnded || rest.IsEmpty && !_isSkipping)) return false;

        var isWhole = length >= 0;
        if (!isWhole) length = rest.Length;
        var text = rest[..length];
        // A carriage return before the line feed belongs to the ending: it is no part of anybody's name.
        if (isWhole && text is [.., (byte)'\r']) text = text[..^1];
        var taken = isWhole ? length + 1 : length;
        line = _isSkipping
            ? new Line([], rest[text.Length..taken], isTooLong: true)
            : new Line(text, rest[text.Length..taken], isTooLong: false);
        _start += taken;
        _isSkipping = false;
        return true;
    }

    private void MakeRoom()
    {
        if (_isSkipping) _start = _end;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end < _buffer.Length) return;
        if (_buffer.Length < LongestLine)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
            return;
        }
        _isSkipping = true;
        _end = 0;
    }
}

namespace PrivacyWaybill.Cli.Records;

/// <summary>A stream whose last bytes can be read again.</summary>
/// <param name="input">The bytes.</param>
/// <param name="window">How many of the last bytes are remembered.</param>
internal sealed class RewindableStream(Stream input, int window) : ReadOnlyStream
{
    private readonly byte[] _window = new byte[window];
    private long _end;

    /// <summary>Where the next read begins, in bytes from the start.</summary>
    public long Offset { get; private set; }

    /// <summary>The byte at an offset that was read; -1 behind what was read.</summary>
    public int this[long offset] => offset < _end ? _window[offset % _window.Length] : -1;

    /// <summary>Has the next read begin at an offset that is not further back than the window is long.</summary>
    public void Rewind(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, _end);
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, _end - _window.Length);
        Offset = offset;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var at = (int)(Offset % _window.Length);
        int count;
        if (Offset < _end)
        {
            count = (int)Math.Min(Math.Min(_end - Offset, buffer.Length), _window.Length - at);
            _window.AsMemory(at, count).CopyTo(buffer);
        }
        else
        {
            count = await input.ReadAsync(buffer[..Math.Min(buffer.Length, _window.Length - at)], cancellationToken);
            buffer[..count].CopyTo(_window.AsMemory(at));
            _end += count;
        }
        Offset += count;
        return count;
    }
}

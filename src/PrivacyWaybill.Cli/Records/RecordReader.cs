using System.Buffers;

namespace PrivacyWaybill.Cli.Records;

/// <summary>
/// Reads records one by one, in constant memory, and says where in their bytes the values stand that something is to be
/// done with. What a format looks like is known here and in its two classes alone.
/// </summary>
internal abstract class RecordReader : IDisposable
{
    /// <summary>The record's number, from 1; a header has none.</summary>
    public long Number { get; protected set; }

    /// <summary>The line that the record begins in, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Why the record is unusable; null if it is not. Of an unusable one nothing else may be asked.</summary>
    public RecordFault? Fault { get; protected set; }

    /// <summary>The record's bytes, UTF-8, without its line ending; valid until the next read.</summary>
    public abstract ReadOnlySpan<byte> Raw { get; }

    /// <summary>LF, CRLF, or nothing behind the last record.</summary>
    public abstract ReadOnlySpan<byte> Ending { get; }

    /// <summary>What stands before the first record in the output: the header of CSV. Known once opened.</summary>
    public ReadOnlyMemory<byte> Preamble { get; protected set; }

    /// <summary>The columns met so far: all of a CSV file once it is opened, of JSON those of the objects read.</summary>
    public List<Column> Columns { get; } = [];

    /// <summary>The values of the record that are to be read or left out, in the order of their bytes.</summary>
    public List<RecordSlot> Slots { get; } = [];

    /// <summary>Reads what comes before the records.</summary>
    /// <exception cref="UsageException">The columns cannot be told.</exception>
    public abstract ValueTask OpenAsync(CancellationToken cancel);

    /// <summary>Goes to the next record; completes at once while input is there.</summary>
    /// <returns>False at the end of the input.</returns>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancel);

    /// <summary>The text of a value.</summary>
    /// <param name="token">The bytes of its slot.</param>
    /// <param name="text">At least as long as <paramref name="token"/>.</param>
    /// <returns>Bytes of text, or -1 if the token does not stand for text.</returns>
    public abstract int ReadText(ReadOnlySpan<byte> token, Span<byte> text);

    /// <summary>Writes a text in the place of a value.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="token">The value that it replaces.</param>
    /// <param name="output">Where to.</param>
    public abstract void WriteText(ReadOnlySpan<byte> text, ReadOnlySpan<byte> token, IBufferWriter<byte> output);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

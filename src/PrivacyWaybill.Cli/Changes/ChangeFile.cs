using System.Text;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Changes;

/// <summary>
/// The file of an export: a change a line, as JSON, sealed. What it holds up to <see cref="Point"/> outlives the machine;
/// what was written behind it is cut off and asked for again.
/// </summary>
internal sealed class ChangeFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly StreamWriter _lines;
    private long _changes;

    private ChangeFile(string path, FileStream stream, ExportPoint point)
    {
        (_path, _stream, Point, _changes) = (path, stream, point, point.Changes);
        _stream.SetLength(point.Length);
        _stream.Seek(0, SeekOrigin.End);
        _lines = new StreamWriter(_stream, new UTF8Encoding(false)) { NewLine = "\n" };
    }

    /// <summary>How far it came.</summary>
    public ExportPoint Point { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="UsageException">There is one already.</exception>
    public static ChangeFile Begin(string path, byte[] cursor)
    {
        if (File.Exists(path)) throw new UsageException($"FILE: {path} exists; go on with it by --resume, or name another");
        var file = new ChangeFile(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), new ExportPoint(cursor, 0, 0));
        file.Point.Save(path);
        return file;
    }

    /// <summary>Goes on with a file, or begins it if there is none.</summary>
    /// <exception cref="UsageException">It is not as its cursor says.</exception>
    public static ChangeFile Continue(string path)
    {
        var point = ExportPoint.Load(path);
        if (!File.Exists(path) && point is not { Length: > 0 }) return Begin(path, point?.Cursor ?? []);
        if (point is null) throw new UsageException($"--resume: {ExportPoint.Of(path)} is missing; begin another FILE, with --from if you know the cursor");
        if (!File.Exists(path) || new FileInfo(path).Length < point.Length)
            throw new UsageException($"--resume: {path} is missing or shorter than it was; to go on without what is lost, begin another FILE with --from {Convert.ToBase64String(point.Cursor)}");
        return new ChangeFile(path, new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read), point);
    }

    /// <summary>Takes some changes, and what they end with.</summary>
    public async Task AddAsync(ExportChangesResponse part)
    {
        foreach (var change in part.Changes) await _lines.WriteLineAsync(Json.Formatter.Format(change));
        _changes += part.Changes.Count;
        // A cursor that is the one before leads to these changes again: they are not done with yet.
        if (part.NextCursor.Span.SequenceEqual(Point.Cursor)) return;
        await _lines.FlushAsync();
        _stream.Flush(flushToDisk: true);
        Point = new ExportPoint(part.NextCursor.ToByteArray(), _stream.Position, _changes);
        Point.Save(_path);
    }

    /// <summary>Goes back to <see cref="Point"/>, from where it is asked again.</summary>
    public async Task ReturnAsync()
    {
        await _lines.FlushAsync();
        _stream.SetLength(Point.Length);
        _stream.Seek(0, SeekOrigin.End);
        _changes = Point.Changes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _stream.Dispose();
    }
}

namespace PrivacyWaybill.Cli.Files;

/// <summary>
/// An output file that has its name only when it is complete: until then it is <c>NAME.partial</c>, with
/// <c>NAME.checkpoint</c> beside it.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    private PartialFile(string path, long length)
    {
        _path = path;
        if (length == 0) File.Delete(CheckpointOf(path));
        _stream = new FileStream(PartialOf(path), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (_stream.Length < length)
        {
            _stream.Dispose();
            throw new UsageException($"--resume: {PartialOf(path)} is missing or shorter than it was; leave --resume out to start anew");
        }
        _stream.SetLength(length);
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Where masked text goes.</summary>
    public Stream Stream => _stream;

    /// <summary>The name of a file until it is complete.</summary>
    public static string PartialOf(string path) => path + ".partial";

    /// <summary>The name of the checkpoint beside it.</summary>
    public static string CheckpointOf(string path) => path + ".checkpoint";

    /// <summary>Begins a file.</summary>
    public static PartialFile Begin(string path) => new(path, 0);

    /// <summary>Goes on with a file; what was written behind the checkpoint is cut off and written again.</summary>
    /// <exception cref="UsageException">It is shorter than the checkpoint says.</exception>
    public static PartialFile Continue(string path, Checkpoint checkpoint) => new(path, checkpoint.OutputLength);

    /// <summary>Has what was written outlive the machine, then says so in the checkpoint.</summary>
    public void Save(Checkpoint checkpoint)
    {
        _stream.Flush(flushToDisk: true);
        checkpoint.Save(CheckpointOf(_path));
    }

    /// <summary>Gives the file its name.</summary>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        // In this order: a checkpoint without its partial file could not be resumed from.
        File.Delete(CheckpointOf(_path));
        File.Move(PartialOf(_path), _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}

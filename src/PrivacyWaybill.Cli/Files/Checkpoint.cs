using System.Text.Json;

namespace PrivacyWaybill.Cli.Files;

/// <summary>How far an interrupted run came; kept beside its output, which holds masked text up to there at least.</summary>
/// <param name="Options">Everything but the input that decides what comes of it.</param>
/// <param name="InputLength">Bytes of the input.</param>
/// <param name="InputRead">Bytes of it that had been read.</param>
/// <param name="InputHash">SHA-256 of those.</param>
/// <param name="Records">Records that are done, those with a fault among them.</param>
/// <param name="Failed">Records with a fault.</param>
/// <param name="OutputLength">Bytes of output of the records that are done.</param>
internal sealed record Checkpoint(string Options, long InputLength, long InputRead, string InputHash, long Records, long Failed, long OutputLength)
{
    /// <summary>Reads one; null if there is none.</summary>
    /// <exception cref="UsageException">It is unreadable.</exception>
    public static Checkpoint? Load(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            if (JsonSerializer.Deserialize<Checkpoint>(File.ReadAllBytes(path)) is { Options: not null, InputHash: not null } checkpoint) return checkpoint;
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw new UsageException($"--resume: {path} is damaged; leave --resume out to start anew");
    }

    /// <summary>Writes it, so that at any time the one before or this one is there.</summary>
    public void Save(string path)
    {
        var next = path + ".next";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, this);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}

using System.Text.Json;

namespace PrivacyWaybill.Cli.Changes;

/// <summary>How far an export came; kept beside its file as <c>FILE.cursor</c>.</summary>
/// <param name="Cursor">From where to go on; empty for the oldest that the server has.</param>
/// <param name="Length">Bytes of the file up to there.</param>
/// <param name="Changes">Changes up to there.</param>
internal sealed record ExportPoint(byte[] Cursor, long Length, long Changes)
{
    /// <summary>Its name beside a file.</summary>
    public static string Of(string path) => path + ".cursor";

    /// <summary>Reads the one beside a file; null if there is none.</summary>
    /// <exception cref="UsageException">It is unreadable.</exception>
    public static ExportPoint? Load(string path)
    {
        if (!File.Exists(Of(path))) return null;
        try
        {
            if (JsonSerializer.Deserialize<ExportPoint>(File.ReadAllBytes(Of(path))) is { Cursor: not null, Length: >= 0 } point) return point;
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw new UsageException($"--resume: {Of(path)} is damaged; begin another FILE, with --from if you know the cursor");
    }

    /// <summary>Writes it, so that at any time the one before or this one is there.</summary>
    public void Save(string path)
    {
        var next = Of(path) + ".next";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, this);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, Of(path), overwrite: true);
    }
}

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>A folder for the files of a run; in <c>TMPDIR</c>, where append-only files grow by some 400 bytes a waybill.</summary>
internal sealed class OwnFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pw-load-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

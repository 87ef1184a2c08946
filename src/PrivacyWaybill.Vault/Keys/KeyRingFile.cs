using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PrivacyWaybill.Vault.Keys;

/// <summary>
/// Master keys in a file of their own, readable by its owner alone:
/// <code>{ "format": 1,
///   "sealing": [{ "id": 1, "key": "(32 bytes in base64)", "active": true }],
///   "naming":  [{ "epoch": 1, "key": "(32 bytes in base64)", "active": true }] }</code>
/// A naming key that is not active has a <c>"phase"</c>: next, claimed, readable or numbers (<see cref="NamingPhase"/>).
/// </summary>
public sealed partial class KeyRingFile : IMasterKeySource, IDisposable
{
    private const int Format = 1;

    // A file of all 510 keys has 45 KB.
    private const int MaximumLength = 256 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly List<(MasterKeyName Name, byte[] Secret)> _keys;

    private KeyRingFile(List<(MasterKeyName Name, byte[] Secret)> keys)
    {
        _keys = keys;
        Names = [.. keys.Select(k => k.Name)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MasterKeyName> Names { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="KeyRingException">The file cannot be read, others than its owner may read it (Unix), or it is not
    /// of the form above.</exception>
    public static KeyRingFile Load(string path)
    {
        var json = ReadProtected(path);
        try
        {
            using var document = JsonDocument.Parse(json);
            return new KeyRingFile(Parse(document.RootElement, path));
        }
        catch (JsonException e)
        {
            // Without the inner exception: its text can quote the file.
            throw new KeyRingException($"The key ring file '{path}' is not JSON (line {e.LineNumber + 1}); restore it from its backup.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Makes a new file, mode 0600, with a random key of each use.</summary>
    /// <exception cref="KeyRingException">The file exists already (it is never overwritten) or cannot be written.</exception>
    public static void Create(string path)
    {
        using var fresh = new KeyRingFile([
            (new(MasterKeyUse.Sealing, 1, true), NewSecret()),
            (new(MasterKeyUse.Naming, KeyRing.FirstNamingEpoch, true), NewSecret())]);
        fresh.Write(path);
    }

    /// <summary>
    /// Adds a random sealing key to a file and makes it the active one. Keys that were there before go on opening what
    /// they sealed. Servers seal with it once they have read the file again; all of them must know it before one does.
    /// </summary>
    /// <returns>The new key's id.</returns>
    /// <exception cref="KeyRingException">The file cannot be read or written, or all 255 ids are used up.</exception>
    public static byte AddSealingKey(string path)
    {
        using var present = Load(path);
        var last = present.Names.Where(n => n.Use == MasterKeyUse.Sealing).Max(n => n.Id);
        if (last == byte.MaxValue)
            throw new KeyRingException($"The key ring file '{path}' has used the last sealing key id; seal into a new store with a new file.");
        var id = (byte)(last + 1);
        var keys = present._keys.Select(k => (k.Name with { IsActive = k.Name.IsActive && k.Name.Use == MasterKeyUse.Naming }, k.Secret));
        using var next = new KeyRingFile([.. keys, (new(MasterKeyUse.Sealing, id, true), NewSecret())]);
        next.Replace(path);
        return id;
    }

    /// <inheritdoc/>
    public void Read(MasterKeyName name, Span<byte> secret)
    {
        foreach (var key in _keys)
        {
            if (key.Name != name) continue;
            key.Secret.CopyTo(secret);
            return;
        }
        throw new KeyRingException($"There is no {name.Use} key {name.Id}.");
    }

    /// <summary>Wipes the secrets; key rings that were made of them go on working.</summary>
    public void Dispose()
    {
        foreach (var key in _keys) CryptographicOperations.ZeroMemory(key.Secret);
    }

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(IMasterKeySource.SecretLength);

    private static byte[] ReadProtected(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            if (!OperatingSystem.IsWindows())
            {
                var others = File.GetUnixFileMode(handle) & ~(OwnerOnly | UnixFileMode.UserExecute);
                if (others != UnixFileMode.None)
                    throw new KeyRingException($"The key ring file '{path}' is open to others than its owner; run: chmod 600 '{path}'");
            }
            var length = RandomAccess.GetLength(handle);
            if (length > MaximumLength) throw new KeyRingException($"The file '{path}' is too long for a key ring; check the path.");
            var bytes = new byte[length];
            var read = 0;
            while (read < bytes.Length)
            {
                var count = RandomAccess.Read(handle, bytes.AsSpan(read), read);
                if (count == 0) break;
                read += count;
            }
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException($"The key ring file '{path}' cannot be read; check its path and owner, or make one with 'pw keys new ring'.", e);
        }
    }

    private static List<(MasterKeyName Name, byte[] Secret)> Parse(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format)
            || format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out var version) || version != Format)
            throw new KeyRingException($"The file '{path}' is no key ring of format {Format}; check the path.");
        var keys = new List<(MasterKeyName, byte[])>();
        AddKeys(keys, root, "sealing", "id", MasterKeyUse.Sealing, path);
        AddKeys(keys, root, "naming", "epoch", MasterKeyUse.Naming, path);
        return keys;
    }

    private static void AddKeys(List<(MasterKeyName, byte[])> keys, JsonElement root, string list, string idName, MasterKeyUse use, string path)
    {
        if (!root.TryGetProperty(list, out var entries) || entries.ValueKind != JsonValueKind.Array)
            throw new KeyRingException($"The key ring file '{path}' has no list \"{list}\".");
        var index = 0;
        foreach (var entry in entries.EnumerateArray())
        {
            var where = $"The key ring file '{path}', {list}[{(index++).ToString(CultureInfo.InvariantCulture)}]:";
            if (entry.ValueKind != JsonValueKind.Object) throw new KeyRingException($"{where} must be an object.");
            if (!entry.TryGetProperty(idName, out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetByte(out var number) || number == 0)
                throw new KeyRingException($"{where} \"{idName}\" must be 1 to 255.");
            if (!entry.TryGetProperty("active", out var active) || active.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                throw new KeyRingException($"{where} \"active\" must be true or false.");
            if (!entry.TryGetProperty("key", out var key) || key.ValueKind != JsonValueKind.String
                || !key.TryGetBytesFromBase64(out var secret) || secret.Length != IMasterKeySource.SecretLength)
                throw new KeyRingException($"{where} \"key\" must be {IMasterKeySource.SecretLength} bytes in base64.");
            keys.Add((new(use, number, active.GetBoolean(), ParsePhase(entry, where)), secret));
        }
    }

    private void Replace(string path)
    {
        var draft = path + ".new";
        Write(draft);
        File.Move(draft, path, overwrite: true);
    }

    private void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            using var file = new FileStream(path, options);
            using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
            {
                json.WriteStartObject();
                json.WriteNumber("format", Format);
                WriteKeys(json, "sealing", "id", MasterKeyUse.Sealing);
                WriteKeys(json, "naming", "epoch", MasterKeyUse.Naming);
                json.WriteEndObject();
            }
            file.Write("\n"u8);
            // Records are soon sealed under these keys: the file must outlive a loss of power.
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException($"The key ring file '{path}' cannot be made: it exists already, or its folder cannot be written.", e);
        }
    }

    private void WriteKeys(Utf8JsonWriter json, string list, string idName, MasterKeyUse use)
    {
        json.WriteStartArray(list);
        foreach (var (name, secret) in _keys)
        {
            if (name.Use != use) continue;
            json.WriteStartObject();
            json.WriteNumber(idName, name.Id);
            json.WriteBase64String("key", secret);
            json.WriteBoolean("active", name.IsActive);
            if (name.Phase != NamingPhase.None) json.WriteString("phase", PhaseNames[(int)name.Phase]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

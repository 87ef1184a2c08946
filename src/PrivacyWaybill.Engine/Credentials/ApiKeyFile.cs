using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Engine.Credentials;

/// <summary>
/// The API keys that a server knows: JSON, <c>{ "keys": [ … ] }</c>, hashes only. A key as the caller holds it is
/// <c>pw_ID_SECRET</c>, the secret 32 random bytes in base64url.
/// </summary>
public sealed class ApiKeyFile
{
    private const string Prefix = "pw_";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true };

    private readonly Dictionary<string, (byte[] Hash, Caller Caller)> _keys;

    private ApiKeyFile(Dictionary<string, (byte[], Caller)> keys) => _keys = keys;

    /// <summary>How many keys it has.</summary>
    public int Count => _keys.Count;

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is no key file; the message names the entry and the remedy, never a hash.</exception>
    public static ApiKeyFile Load(string path)
    {
        var keys = new Dictionary<string, (byte[], Caller)>(StringComparer.Ordinal);
        var tenants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in ReadEntries(path))
        {
            var where = $"key '{entry.Id}'";
            if (!IsName(entry.Id)) throw new FormatException("a key's id must be 1 to 32 characters of [A-Za-z0-9.-]");
            if (!IsName(entry.Tenant)) throw new FormatException($"{where}: tenant must be 1 to 32 characters of [A-Za-z0-9.-]");
            var partner = entry.Partner ?? entry.Tenant;
            if (!IsName(partner)) throw new FormatException($"{where}: partner must be 1 to 32 characters of [A-Za-z0-9.-]");
            // Tokens are a partner's by its name alone.
            if (tenants.TryAdd(partner, entry.Tenant) is false && tenants[partner] != entry.Tenant)
                throw new FormatException($"{where}: partner '{partner}' is one of tenant '{tenants[partner]}' already; give the partners of two tenants different names");
            if (entry.Sha256.Length != 64 || !entry.Sha256.All(char.IsAsciiHexDigit)) throw new FormatException($"{where}: sha256 must be 64 hexadecimal digits");
            var caller = new Caller(entry.Id, entry.Tenant, partner, ParseRoles(entry.Roles, where));
            if (!keys.TryAdd(entry.Id, (Convert.FromHexString(entry.Sha256), caller))) throw new FormatException($"{where} stands twice in the file");
        }
        return new ApiKeyFile(keys);
    }

    /// <summary>Makes a new key and appends its hash to the file, which is created if absent. Returns the key itself, which is stored nowhere.</summary>
    /// <exception cref="FormatException">The file is no key file, or the id is taken or not a name.</exception>
    public static string Add(string path, string id, string tenant, string? partner, IReadOnlyList<string> roles)
    {
        var secret = Base64Url(RandomNumberGenerator.GetBytes(32));
        var entries = File.Exists(path) ? ReadEntries(path) : [];
        entries.Add(new ApiKeyEntry { Id = id, Sha256 = Convert.ToHexStringLower(Hash(secret)), Tenant = tenant, Partner = partner, Roles = roles });
        var draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(new Document(entries), Json) + "\n");
        try
        {
            Load(draft);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        return $"{Prefix}{id}_{secret}";
    }

    /// <summary>Whose key it is, or null. Takes the same time for a wrong secret as for the right one.</summary>
    public Caller? Authenticate(ReadOnlySpan<char> key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = key[Prefix.Length..];
        var divide = rest.IndexOf('_');
        if (divide < 0 || !_keys.TryGetValue(rest[..divide].ToString(), out var known)) return null;
        return CryptographicOperations.FixedTimeEquals(Hash(rest[(divide + 1)..].ToString()), known.Hash) ? known.Caller : null;
    }

    /// <summary>Roles by name.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public static Roles ParseRoles(IEnumerable<string> names, string where) =>
        names.Aggregate(Roles.None, (roles, name) => Enum.TryParse<Roles>(name, ignoreCase: true, out var role) && role != Roles.None && Enum.IsDefined(role) && !char.IsAsciiDigit(name[0])
            ? roles | role
            : throw new FormatException($"{where}: roles must be of mask, update, resolve, reveal, administer, pseudonymise, erase, export, import"));

    private static List<ApiKeyEntry> ReadEntries(string path)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<Document>(File.ReadAllBytes(path), Json)?.Keys;
            return entries is not null && entries.TrueForAll(e => e is not null)
                ? entries
                : throw new FormatException("not a key file: it must be { \"keys\": [ { id, sha256, tenant, roles } ] }");
        }
        catch (JsonException e)
        {
            throw new FormatException($"not a key file (line {e.LineNumber + 1}): it must be {{ \"keys\": [ {{ id, sha256, tenant, roles }} ] }}");
        }
    }

    private static bool IsName(string text) => text.Length is >= 1 and <= 32 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private sealed record Document(List<ApiKeyEntry> Keys);
}

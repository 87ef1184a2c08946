using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// What makes a store ours: one small key that somebody put there on purpose. A server that does not find it does not
/// issue numbers: a store that came back empty would hand out those that are printed on parcels already. Readable JSON
/// under <see cref="Key"/>.
/// </summary>
/// <param name="StoreId">32 hexadecimal digits, random: tells two stores apart.</param>
/// <param name="Format">Version of the layout of keys and values; <see cref="CurrentFormat"/> is the one known here.</param>
/// <param name="CreatedAt">When the store was initialised, to the second, in UTC.</param>
public sealed record StoreMark(string StoreId, int Format, DateTimeOffset CreatedAt)
{
    /// <summary>The layout that this version reads and writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The key of the mark.</summary>
    public const string Key = "pw:store";

    private const string Time = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>Reads the mark of a store.</summary>
    public static async Task<StoreMarkResult> ReadAsync(IDatabase database, TimeSpan deadline, TimeProvider? time = null)
    {
        var reply = await AskAsync(() => database.StringGetAsync(Key), deadline, time);
        if (!StoreReplies.Succeeded(reply)) return new(StoreMarkOutcome.Unknown);
        if (reply.Result.IsNull) return new(StoreMarkOutcome.Missing);
        return Parse(reply.Result) is { } mark ? new(StoreMarkOutcome.Present, mark) : new(StoreMarkOutcome.Unreadable);
    }

    /// <summary>Marks a store that has no mark. One that has keeps it, and it is given back.</summary>
    /// <returns><see cref="StoreMarkOutcome.Created"/>, or what hindered it.</returns>
    public static async Task<StoreMarkResult> InitialiseAsync(IDatabase database, TimeSpan deadline, TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        var mark = new StoreMark(RandomNumberGenerator.GetHexString(32, lowercase: true), CurrentFormat,
            DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()));
        var reply = await AskAsync(() => database.StringSetAsync(Key, mark.ToJson(), when: When.NotExists, flags: CommandFlags.DemandMaster), deadline, time);
        if (!reply.IsCompletedSuccessfully) return new(StoreReplies.IsRefused(reply) ? StoreMarkOutcome.Refused : StoreMarkOutcome.Unknown);
        return reply.Result ? new(StoreMarkOutcome.Created, mark) : await ReadAsync(database, deadline, time);
    }

    private static async Task<Task<T>> AskAsync<T>(Func<Task<T>> command, TimeSpan deadline, TimeProvider? time)
    {
        var reply = StoreReplies.Send(command);
        await StoreReplies.WaitAsync<T>(new[] { reply }, deadline, time ?? TimeProvider.System);
        return reply;
    }

    private byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["format"] = Format,
        ["storeId"] = StoreId,
        ["createdAt"] = CreatedAt.ToString(Time, CultureInfo.InvariantCulture),
    });

    private static StoreMark? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var version)
                && root.TryGetProperty("storeId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: 32 } storeId
                && root.TryGetProperty("createdAt", out var created) && created.ValueKind == JsonValueKind.String
                && DateTimeOffset.TryParseExact(created.GetString(), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var createdAt))
                return new StoreMark(storeId, version, createdAt);
        }
        catch (JsonException)
        {
            // Not ours; the caller says so.
        }
        return null;
    }
}

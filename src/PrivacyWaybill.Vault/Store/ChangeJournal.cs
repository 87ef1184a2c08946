using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Announces which records are about to be written, before they are: a list a server and hour, an entry a batch. An entry
/// says that something may have changed, not what: who reads it looks at the records. So nothing is lost that was
/// acknowledged, and what came to nothing is looked at in vain. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <c>pw:j:HOUR</c> is the set of the servers of an hour (Unix time / 3600), <c>pw:j:HOUR:SERVER</c> the list of one, SERVER 16
/// hexadecimal digits, new with each start. An entry is its time (8 bytes, Unix milliseconds, big endian) and the record
/// ids. Times decide what is settled and what is too old; the keys' expiry only collects.
/// </remarks>
public sealed class ChangeJournal
{
    private const int TimeLength = 8;
    private static readonly TimeSpan CollectionMargin = TimeSpan.FromHours(2);

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly string _server = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly Lock _lock = new();
    private (long Hour, Task<bool> Opening) _list = (-1, Task.FromResult(false));

    /// <summary>A journal in the store.</summary>
    public ChangeJournal(IDatabase database, ChangeJournalOptions options, TimeProvider time) => (_database, Options, _time) = (database, options, time);

    /// <summary>Its times.</summary>
    public ChangeJournalOptions Options { get; }

    /// <summary>Announces that records are going to be created.</summary>
    /// <returns>False if that could not be done in time: then they must not be written.</returns>
    internal ValueTask<bool> NoteAsync(ReadOnlySpan<RecordWrite> writes)
    {
        var entry = new byte[TimeLength + writes.Length * RecordId.Length];
        for (var i = 0; i < writes.Length; i++) writes[i].Id.AsSpan().CopyTo(entry.AsSpan(TimeLength + i * RecordId.Length));
        return NoteAsync(entry);
    }

    /// <summary>Announces that records are going to be replaced.</summary>
    /// <inheritdoc cref="NoteAsync(ReadOnlySpan{RecordWrite})"/>
    internal ValueTask<bool> NoteAsync(ReadOnlySpan<RecordReplacement> replacements)
    {
        var entry = new byte[TimeLength + replacements.Length * RecordId.Length];
        for (var i = 0; i < replacements.Length; i++) replacements[i].Id.AsSpan().CopyTo(entry.AsSpan(TimeLength + i * RecordId.Length));
        return NoteAsync(entry);
    }

    /// <summary>The servers that wrote in an hour; null if the store did not answer.</summary>
    internal async Task<string[]?> ReadServersAsync(long hour)
    {
        var reply = await AskAsync(() => _database.SetMembersAsync(ServersKey(hour)));
        if (!StoreReplies.Succeeded(reply)) return null;
        string[] servers = [.. reply.Result.Select(static s => (string)s!)];
        Array.Sort(servers, StringComparer.Ordinal);
        return servers;
    }

    /// <summary>Entries of a list, from an index; null if the store did not answer.</summary>
    internal async Task<RedisValue[]?> ReadEntriesAsync(long hour, string server, long from, int most)
    {
        var reply = await AskAsync(() => _database.ListRangeAsync(ListKey(hour, server), from, from + most - 1));
        return StoreReplies.Succeeded(reply) ? reply.Result : null;
    }

    /// <summary>Reads an entry. False if it is none.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> entry, out long milliseconds, List<RecordId> ids)
    {
        milliseconds = 0;
        if (entry.Length < TimeLength || (entry.Length - TimeLength) % RecordId.Length != 0) return false;
        milliseconds = BinaryPrimitives.ReadInt64BigEndian(entry);
        for (var rest = entry[TimeLength..]; !rest.IsEmpty; rest = rest[RecordId.Length..]) ids.Add(new RecordId(rest[..RecordId.Length]));
        return true;
    }

    /// <summary>The hour of a time.</summary>
    internal static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private async ValueTask<bool> NoteAsync(byte[] entry)
    {
        var at = _time.GetUtcNow();
        var hour = HourOf(at);
        BinaryPrimitives.WriteInt64BigEndian(entry, at.ToUnixTimeMilliseconds());
        if (!await OpenAsync(hour)) return false;
        var pushed = await AskAsync(() => _database.ListRightPushAsync(ListKey(hour, _server), entry, flags: CommandFlags.DemandMaster));
        // What comes so late may be taken for settled before it is written.
        return StoreReplies.Succeeded(pushed) && _time.GetUtcNow() - at <= Options.MostDelay;
    }

    /// <summary>Sees to it that this server's list of an hour can be found, once an hour.</summary>
    private Task<bool> OpenAsync(long hour)
    {
        lock (_lock)
        {
            if (_list.Hour == hour && _list.Opening is not { IsCompletedSuccessfully: true, Result: false }) return _list.Opening;
            _list = (hour, BeginAsync(hour));
            return _list.Opening;
        }
    }

    private async Task<bool> BeginAsync(long hour)
    {
        var kept = Options.Retention + Options.Settle + CollectionMargin;
        var first = new byte[TimeLength];
        BinaryPrimitives.WriteInt64BigEndian(first, hour * 3_600_000);
        return StoreReplies.Succeeded(await AskAsync(() => _database.ListRightPushAsync(ListKey(hour, _server), first, flags: CommandFlags.DemandMaster)))
            && StoreReplies.Succeeded(await AskAsync(() => _database.KeyExpireAsync(ListKey(hour, _server), kept, flags: CommandFlags.DemandMaster)))
            && StoreReplies.Succeeded(await AskAsync(() => _database.SetAddAsync(ServersKey(hour), _server, CommandFlags.DemandMaster)))
            && StoreReplies.Succeeded(await AskAsync(() => _database.KeyExpireAsync(ServersKey(hour), kept, flags: CommandFlags.DemandMaster)));
    }

    private async Task<Task<T>> AskAsync<T>(Func<Task<T>> command)
    {
        var reply = StoreReplies.Send(command);
        await StoreReplies.WaitAsync<T>(new[] { reply }, Options.Deadline, _time);
        return reply;
    }

    private static RedisKey ServersKey(long hour) => string.Create(CultureInfo.InvariantCulture, $"pw:j:{hour}");

    private static RedisKey ListKey(long hour, string server) => string.Create(CultureInfo.InvariantCulture, $"pw:j:{hour}:{server}");
}

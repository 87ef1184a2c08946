using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>Reads the settled entries of a <see cref="ChangeJournal"/>, page by page, over all servers.</summary>
public sealed class ChangeReader(ChangeJournal journal, TimeProvider time)
{
    private const int MostEntries = 64, MostIds = 1_000;

    /// <summary>The place from which everything that can be exported is read.</summary>
    public ChangeCursor Oldest() => ChangeCursor.Begin(ChangeJournal.HourOf(time.GetUtcNow() - journal.Options.Retention) + 1);

    /// <summary>Whether what follows a place may be gone already.</summary>
    public bool IsTooOld(ChangeCursor cursor) => cursor.Hour < Oldest().Hour - 1;

    /// <summary>Whether a place has not come yet: no reader was given it.</summary>
    public bool IsAhead(ChangeCursor cursor) => cursor.Hour > ChangeJournal.HourOf(time.GetUtcNow());

    /// <summary>The next page; null if the store did not answer.</summary>
    public async Task<ChangePage?> ReadAsync(ChangeCursor cursor)
    {
        var settled = (time.GetUtcNow() - journal.Options.Settle).ToUnixTimeMilliseconds();
        var ids = new List<RecordId>();
        var (hour, read) = (cursor.Hour, new Dictionary<string, int>(cursor.Read));
        while (true)
        {
            if (await journal.ReadServersAsync(hour) is not { } servers) return null;
            foreach (var server in servers)
            {
                if (await ReadListAsync(hour, server, read, settled, ids) is not { } isAtEnd) return null;
                if (!isAtEnd) return new ChangePage(ids, new ChangeCursor(hour, read), IsLast: false);
            }
            // An hour is over once nothing of it can be young any more: each list holds one hour's entries.
            if ((hour + 1) * 3_600_000 > settled) return new ChangePage(ids, new ChangeCursor(hour, read), IsLast: true);
            (hour, read) = (hour + 1, []);
        }
    }

    /// <summary>Reads a list as far as it is settled (true), or as a page has room (false); null if the store did not answer.</summary>
    private async Task<bool?> ReadListAsync(long hour, string server, Dictionary<string, int> read, long settled, List<RecordId> ids)
    {
        while (true)
        {
            var from = read.GetValueOrDefault(server);
            if (await journal.ReadEntriesAsync(hour, server, from, MostEntries) is not { } entries) return null;
            foreach (var entry in entries)
            {
                if (ids.Count >= MostIds) return false;
                var before = ids.Count;
                ReadOnlyMemory<byte> bytes = entry;
                if (ChangeJournal.TryRead(bytes.Span, out var at, ids) && at > settled)
                {
                    ids.RemoveRange(before, ids.Count - before);
                    return true;
                }
                read[server] = ++from;
            }
            if (entries.Length < MostEntries) return true;
        }
    }
}

using System.Security.Cryptography;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Looks at the records of a batch and changes them: one read, then rounds of deciding and one pass of compare-and-set;
/// who lost against somebody else looks again. A record that continues another shipment joins its group before it is
/// written again, so that the group lasts as long.
/// </summary>
internal sealed class RecordRounds(EngineParts engine, VaultWorkers workers)
{
    // Each round lost is somebody else's won; more than this many in a row is no race but a storm.
    private const int MostRounds = 8;

    private readonly ShipmentReader _reader = new(engine);

    /// <summary>Takes all items to their end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="items">The record of each item. Several items may be about one.</param>
    /// <param name="considerAsync">Answers every item of these records, and says by <see cref="RecordOnDesk.Replace"/> what is
    /// to change. Called once a round; a later answer takes the place of an earlier one.</param>
    /// <param name="refuse">Is told of items that come to nothing, and why.</param>
    /// <param name="look">Sees each record's content before it is considered, in the clear and not for keeping; nothing is left
    /// of a tombstone's.</param>
    /// <param name="isReading">Nothing is to change: then it matters not whether the clock can be believed.</param>
    public async Task RunAsync(
        Caller caller, IReadOnlyList<LocatedItem> items, Func<List<RecordOnDesk>, Task> considerAsync, Action<int, Found> refuse,
        Action<RecordOnDesk, ReadOnlyMemory<byte>>? look = null, bool isReading = false)
    {
        if (!(isReading ? engine.Gate.IsOpen : engine.Gate.MayChange))
        {
            foreach (var item in items) refuse(item.Item, Found.Unavailable);
            return;
        }
        var records = await ReadAsync(items, refuse);
        for (var round = 0; records.Count > 0 && round < MostRounds; round++)
        {
            Open(caller, records, refuse, look);
            await considerAsync(records);
            records = await ReplaceAsync(records.FindAll(r => r.Next is not null), refuse);
        }
        foreach (var record in records) Refuse(record, Found.Unavailable, refuse);
    }

    /// <summary>Reads every record once, and puts the items that are about it together.</summary>
    private async Task<List<RecordOnDesk>> ReadAsync(IReadOnlyList<LocatedItem> items, Action<int, Found> refuse)
    {
        var records = new List<RecordOnDesk>();
        if (items.Count == 0) return records;
        var named = items.DistinctBy(Name).ToArray();
        var places = Enumerable.Range(0, named.Length).ToDictionary(p => Name(named[p]));
        var values = await _reader.ReadAsync(named);
        var byId = new Dictionary<RecordId, RecordOnDesk>();
        foreach (var item in items)
        {
            var place = places[Name(item)];
            if (values[place].Outcome != ReadOutcome.Found)
            {
                refuse(item.Item, values[place].Outcome == ReadOutcome.Missing ? Found.No : Found.Unavailable);
                continue;
            }
            if (!byId.TryGetValue(named[place].Id, out var record))
            {
                byId.Add(named[place].Id, record = new RecordOnDesk(named[place].Id) { Value = values[place].Value });
                records.Add(record);
            }
            record.Items.Add(item.Item);
        }
        return records;

        static (RecordId, bool) Name(LocatedItem item) => (item.Id, item.IsByNumber);
    }

    /// <summary>Reads headers, and finds out in one cipher pass which records are of the caller's tenant.</summary>
    private void Open(Caller caller, List<RecordOnDesk> records, Action<int, Found> refuse, Action<RecordOnDesk, ReadOnlyMemory<byte>>? look)
    {
        records.RemoveAll(record =>
        {
            if (RecordHeader.Read(record.Value.Span, out var header, out var content) != RecordFault.None)
            {
                Refuse(record, Found.Unreadable, refuse);
                return true;
            }
            (record.Header, record.Sealed) = (header, record.Value[^content.Length..]);
            return false;
        });
        if (records.Count == 0) return;
        using var lease = workers.Rent();
        var contents = SealedContents.Open(lease.Worker.Sealer, caller.Tenant,
            records.ConvertAll(r => (r.Id, r.Header.SealingKeyId, Tombstone.ToOpen(r.Header, r.Sealed))));
        for (var r = 0; r < contents.Length; r++)
        {
            records[r].Opens = contents[r] is not null;
            if (contents[r] is { } content) look?.Invoke(records[r], content);
            CryptographicOperations.ZeroMemory(contents[r]);
        }
    }

    /// <summary>Returns those whose record somebody else changed meanwhile.</summary>
    private async Task<List<RecordOnDesk>> ReplaceAsync(List<RecordOnDesk> changed, Action<int, Found> refuse)
    {
        var overtaken = new List<RecordOnDesk>();
        var now = engine.Time.GetUtcNow();
        await JoinGroupsAsync(changed, now, refuse);
        await LetPiecesLastAsync(changed, now, refuse);
        if (changed.Count == 0) return overtaken;
        var next = changed.ConvertAll(r => new RecordReplacement(r.Id, r.Header.Revision, r.Next, RecordLife.Expiry(engine.Options, now, r.NextHeader.RetainUntil)));
        var outcomes = new ReplaceResult[next.Count];
        await engine.Records.ReplaceAsync(next.ToArray(), outcomes);
        for (var c = 0; c < outcomes.Length; c++)
        {
            switch (outcomes[c].Outcome)
            {
                case ReplaceOutcome.Replaced:
                    break;
                case ReplaceOutcome.Conflict:
                    changed[c].LookAgain(outcomes[c].Current);
                    overtaken.Add(changed[c]);
                    break;
                case ReplaceOutcome.Missing:
                    Refuse(changed[c], Found.No, refuse);
                    break;
                default:
                    Refuse(changed[c], Found.Unavailable, refuse);
                    break;
            }
        }
        return overtaken;
    }

    /// <summary>Notes that lead to a record last as long as it: before it lives longer, or they might be forgotten first.</summary>
    private async Task LetPiecesLastAsync(List<RecordOnDesk> changed, DateTimeOffset now, Action<int, Found> refuse)
    {
        var longer = changed.FindAll(static r => r.NextHeader.RetainUntil > r.Header.RetainUntil);
        if (longer.Count == 0) return;
        var last = await engine.Pieces.LastAsync(longer.ConvertAll(r => (r.Id, RecordLife.Expiry(engine.Options, now, r.NextHeader.RetainUntil))));
        for (var l = 0; l < last.Length; l++)
        {
            if (last[l]) continue;
            Refuse(longer[l], Found.Unavailable, refuse);
            changed.Remove(longer[l]);
        }
    }

    private async Task JoinGroupsAsync(List<RecordOnDesk> changed, DateTimeOffset now, Action<int, Found> refuse)
    {
        var linked = changed.FindAll(static r => r.NextHeader.Link is not null);
        if (linked.Count == 0) return;
        var joined = await engine.Groups.JoinAsync(
            linked.ConvertAll(r => new GroupEntry(r.NextHeader.Link!.Root, r.Id, RecordLife.Expiry(engine.Options, now, r.NextHeader.RetainUntil))));
        for (var j = 0; j < joined.Length; j++)
        {
            if (joined[j] == JoinOutcome.Joined) continue;
            Refuse(linked[j], Found.Unavailable, refuse);
            changed.Remove(linked[j]);
        }
    }

    private static void Refuse(RecordOnDesk record, Found why, Action<int, Found> refuse)
    {
        foreach (var item in record.Items) refuse(item, why);
    }
}

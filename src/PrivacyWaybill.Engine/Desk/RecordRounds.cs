using System.Security.Cryptography;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Looks at the records of a batch and changes them: one read, then rounds of deciding and one pass of compare-and-set;
/// who lost against somebody else looks again.
/// </summary>
internal sealed class RecordRounds(EngineParts engine, VaultWorkers workers)
{
    // Each round lost is somebody else's won; more than this many in a row is no race but a storm.
    private const int MostRounds = 8;

    /// <summary>Takes all items to their end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="located">The record of each item. Several items may be about one.</param>
    /// <param name="considerAsync">Answers every item of these records, and says by <see cref="RecordOnDesk.Replace"/> what is
    /// to change. Called once a round; a later answer takes the place of an earlier one.</param>
    /// <param name="refuse">Is told of items that come to nothing, and why.</param>
    public async Task RunAsync(
        Caller caller, IEnumerable<(int Item, RecordId Id)> located, Func<List<RecordOnDesk>, Task> considerAsync, Action<int, Found> refuse)
    {
        var records = Group(located);
        if (!engine.Gate.IsOpen)
        {
            foreach (var record in records) Refuse(record, Found.Unavailable, refuse);
            return;
        }
        await ReadAsync(records, refuse);
        for (var round = 0; records.Count > 0 && round < MostRounds; round++)
        {
            Open(caller, records, refuse);
            await considerAsync(records);
            records = await ReplaceAsync(records.FindAll(r => r.Next is not null), refuse);
        }
        foreach (var record in records) Refuse(record, Found.Unavailable, refuse);
    }

    private static List<RecordOnDesk> Group(IEnumerable<(int Item, RecordId Id)> located)
    {
        var records = new List<RecordOnDesk>();
        var byId = new Dictionary<RecordId, RecordOnDesk>();
        foreach (var (item, id) in located)
        {
            if (!byId.TryGetValue(id, out var record))
            {
                byId.Add(id, record = new RecordOnDesk(id));
                records.Add(record);
            }
            record.Items.Add(item);
        }
        return records;
    }

    private async Task ReadAsync(List<RecordOnDesk> records, Action<int, Found> refuse)
    {
        if (records.Count == 0) return;
        var values = new ReadResult[records.Count];
        await engine.Records.ReadAsync(records.ConvertAll(r => r.Id).ToArray(), values);
        for (var r = 0; r < values.Length; r++)
        {
            if (values[r].Outcome == ReadOutcome.Found) records[r].Value = values[r].Value;
            else Refuse(records[r], values[r].Outcome == ReadOutcome.Missing ? Found.No : Found.Unavailable, refuse);
        }
        records.RemoveAll(r => r.Value.IsEmpty);
    }

    /// <summary>Reads headers, and finds out in one cipher pass which records are of the caller's tenant.</summary>
    private void Open(Caller caller, List<RecordOnDesk> records, Action<int, Found> refuse)
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
            CryptographicOperations.ZeroMemory(contents[r]);
        }
    }

    /// <summary>Returns those whose record somebody else changed meanwhile.</summary>
    private async Task<List<RecordOnDesk>> ReplaceAsync(List<RecordOnDesk> changed, Action<int, Found> refuse)
    {
        var overtaken = new List<RecordOnDesk>();
        if (changed.Count == 0) return overtaken;
        var now = engine.Time.GetUtcNow();
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

    private static void Refuse(RecordOnDesk record, Found why, Action<int, Found> refuse)
    {
        foreach (var item in record.Items) refuse(item, why);
    }
}

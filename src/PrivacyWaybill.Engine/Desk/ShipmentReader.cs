using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Reads the records that items are about, in one round trip. A waybill number under which nothing is stored may be a
/// piece's: then, in two more, its parent's record is read.
/// </summary>
internal sealed class ShipmentReader(RecordStore records, PieceIndex pieces)
{
    /// <summary>One answer an item, in order.</summary>
    /// <param name="items">What to read; a piece's item is about its parent's record afterwards.</param>
    public async Task<ReadResult[]> ReadAsync(LocatedItem[] items)
    {
        var values = new ReadResult[items.Length];
        await records.ReadAsync(Array.ConvertAll(items, static i => i.Id), values);
        var missing = new List<int>();
        for (var i = 0; i < values.Length; i++)
            if (values[i].Outcome == ReadOutcome.Missing && items[i].IsByNumber) missing.Add(i);
        if (missing.Count > 0) await ReadParentsAsync(items, values, missing);
        return values;
    }

    private async Task ReadParentsAsync(LocatedItem[] items, ReadResult[] values, List<int> missing)
    {
        var parents = await pieces.FindAsync(missing.ConvertAll(i => items[i].Id));
        var children = new List<int>(missing.Count);
        for (var m = 0; m < parents.Length; m++)
        {
            var i = missing[m];
            if (parents[m].Outcome == ReadOutcome.Found)
            {
                items[i] = items[i] with { Id = new RecordId(parents[m].Value.Span) };
                children.Add(i);
            }
            else if (parents[m].Outcome != ReadOutcome.Missing)
            {
                values[i] = default;
            }
        }
        if (children.Count == 0) return;
        var read = new ReadResult[children.Count];
        await records.ReadAsync(children.ConvertAll(i => items[i].Id).ToArray(), read);
        for (var c = 0; c < read.Length; c++) values[children[c]] = read[c];
    }
}

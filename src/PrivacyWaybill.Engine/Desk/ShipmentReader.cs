using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Reads the records that items are about, in one round trip; while naming keys change, those that are named by waybill
/// numbers under both keys. A waybill number under which nothing is stored may be a
/// piece's: then, in two more, its parent's record is read.
/// </summary>
internal sealed class ShipmentReader(RecordStore records, PieceIndex pieces, NamingChange? change, byte activeEpoch)
{
    /// <summary>As an engine's parts have it.</summary>
    public ShipmentReader(EngineParts engine) : this(engine.Records, engine.Pieces, engine.Keys.NamingChange, engine.Keys.ActiveNamingEpoch)
    {
    }

    /// <summary>One answer an item, in order.</summary>
    /// <param name="items">What to read; an item is about the record that was found afterwards: a piece's about its parent's.</param>
    public async Task<ReadResult[]> ReadAsync(LocatedItem[] items)
    {
        var values = await ReadUnderBothAsync(items);
        var missing = new List<int>();
        for (var i = 0; i < values.Length; i++)
            if (values[i].Outcome == ReadOutcome.Missing && items[i].IsByNumber) missing.Add(i);
        if (missing.Count > 0) await ReadParentsAsync(items, values, missing);
        return values;
    }

    private async Task<ReadResult[]> ReadUnderBothAsync(LocatedItem[] items)
    {
        var twice = change is null ? [] : Enumerable.Range(0, items.Length).Where(i => items[i].Other is not null).ToArray();
        var values = new ReadResult[items.Length + twice.Length];
        await records.ReadAsync((RecordId[])[.. items.Select(static i => i.Id), .. twice.Select(i => items[i].Other!.Value)], values);
        for (var t = 0; t < twice.Length; t++)
        {
            ref var item = ref items[twice[t]];
            if (BothNames.IsOther(ref values[twice[t]], values[items.Length + t], change!.Value.Epoch < activeEpoch))
                item = item with { Id = item.Other!.Value, Other = item.Id };
        }
        return values.Length == items.Length ? values : values[..items.Length];
    }

    private async Task ReadParentsAsync(LocatedItem[] items, ReadResult[] values, List<int> missing)
    {
        var twice = missing.FindAll(i => items[i].Other is not null);
        var found = await pieces.FindAsync([.. missing.Select(i => items[i].Id), .. twice.Select(i => items[i].Other!.Value)]);
        var parents = found[..missing.Count];
        for (var t = 0; t < twice.Count; t++) BothNames.IsOther(ref parents[missing.IndexOf(twice[t])], found[missing.Count + t], isOtherOlder: false);
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

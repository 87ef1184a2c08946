using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>Reads the records that items continue, and their own places; while naming keys change, under both keys in the same round trip.</summary>
internal sealed class LinkTargets(RecordStore store)
{
    /// <summary>Of each link what it continues, and what is in its own place. A target that is found under the other key has its id afterwards.</summary>
    public async ValueTask<(ReadResult[] Targets, ReadResult[] Owns)> ReadAsync(BatchWork work, List<LinkedItem> links)
    {
        var (count, isTwice) = (links.Count, work.Change is not null);
        var ids = new RecordId[(isTwice ? 3 : 2) * count];
        for (var l = 0; l < count; l++)
        {
            (ids[l], ids[count + l]) = (links[l].Target, work.Ids[links[l].Item]);
            if (isTwice) ids[2 * count + l] = links[l].OtherTarget!.Value;
        }
        var values = new ReadResult[ids.Length];
        await store.ReadAsync(ids, values);
        for (var l = 0; isTwice && l < count; l++)
            if (BothNames.IsOther(ref values[l], values[2 * count + l], work.Change!.IsOtherOlder)) links[l].Target = ids[2 * count + l];
        return (values[..count], values[count..(2 * count)]);
    }
}

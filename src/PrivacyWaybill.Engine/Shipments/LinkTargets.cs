using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>Reads the records that items continue; while naming keys change, under both keys in the same round trip.</summary>
internal sealed class LinkTargets(RecordStore store)
{
    /// <summary>One answer a link. A target that is found under the other key has its id afterwards.</summary>
    public async ValueTask<ReadResult[]> ReadAsync(BatchWork work, List<LinkedItem> links)
    {
        var (count, isTwice) = (links.Count, work.Change is not null);
        var ids = new RecordId[isTwice ? 2 * count : count];
        for (var l = 0; l < count; l++)
        {
            ids[l] = links[l].Target;
            if (isTwice) ids[count + l] = links[l].OtherTarget!.Value;
        }
        var values = new ReadResult[ids.Length];
        await store.ReadAsync(ids, values);
        for (var l = 0; isTwice && l < count; l++)
        {
            if (!BothNames.IsOther(ref values[l], values[count + l], work.Change!.IsOtherOlder)) continue;
            links[l].Target = ids[count + l];
        }
        return values[..count];
    }
}

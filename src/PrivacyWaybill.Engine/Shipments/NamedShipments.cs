using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>The records of shipments that some items of a batch name in one of their texts.</summary>
internal static class NamedShipments
{
    /// <summary>One id an item; one pass of the naming cipher.</summary>
    /// <param name="work">The batch.</param>
    /// <param name="items">Its items.</param>
    /// <param name="named">The text of an item that names the shipment, and the shipment's epoch.</param>
    public static RecordId[] IdsOf(BatchWork work, List<int> items, Func<WaybillItem, (TextField Field, uint Epoch)> named) =>
        IdsOf(work, work.Vault.Namer, items, named);

    /// <summary>The same under the other key while naming keys change; null while they do not.</summary>
    public static RecordId[]? OtherIdsOf(BatchWork work, List<int> items, Func<WaybillItem, (TextField Field, uint Epoch)> named) =>
        work.Vault.OtherNamer is { } namer ? IdsOf(work, namer, items, named) : null;

    private static RecordId[] IdsOf(BatchWork work, RecordNamer namer, List<int> items, Func<WaybillItem, (TextField Field, uint Epoch)> named)
    {
        var (numbers, end) = (new byte[items.Count * WaybillNumber.MaxLength], 0);
        var (ends, epochs, ids) = (new int[items.Count], new uint[items.Count], new RecordId[items.Count]);
        for (var k = 0; k < items.Count; k++)
        {
            var (field, epoch) = named(work.Batch.Items[items[k]]);
            end += ShipmentIdentity.Write(ShipmentIdentity.Of(work.Batch.Input(items[k], field)), numbers.AsSpan(end));
            (ends[k], epochs[k]) = (end, epoch);
        }
        namer.Name(work.Caller.Tenant, numbers.AsSpan(0, end), ends, epochs, ids);
        return ids;
    }
}

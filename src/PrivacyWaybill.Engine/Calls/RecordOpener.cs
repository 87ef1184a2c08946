using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>Reads and opens records, all in one round trip and one cipher pass.</summary>
internal sealed class RecordOpener(RecordStore records, VaultWorkers workers)
{
    /// <summary>One answer an id, in order.</summary>
    public async Task<OpenedRecord[]> ReadAsync(Caller caller, RecordId[] ids)
    {
        var values = new ReadResult[ids.Length];
        await records.ReadAsync(ids, values);
        var opened = new OpenedRecord[ids.Length];
        var readable = new List<int>(ids.Length);
        var contents = new List<(RecordId Id, byte KeyId, ReadOnlyMemory<byte> Sealed)>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            opened[i] = Read(values[i], out var content);
            if (opened[i].Found != Found.Yes) continue;
            readable.Add(i);
            contents.Add((ids[i], opened[i].Header.SealingKeyId, Tombstone.ToOpen(opened[i].Header, content)));
        }
        if (readable.Count == 0) return opened;
        using var lease = workers.Rent();
        var texts = SealedContents.Open(lease.Worker.Sealer, caller.Tenant, contents);
        for (var l = 0; l < texts.Length; l++) opened[readable[l]] = opened[readable[l]] with { Content = texts[l] };
        return opened;
    }

    private static OpenedRecord Read(in ReadResult value, out ReadOnlyMemory<byte> content)
    {
        content = default;
        if (value.Outcome != ReadOutcome.Found) return new OpenedRecord(value.Outcome == ReadOutcome.Missing ? Found.No : Found.Unavailable);
        if (RecordHeader.Read(value.Value.Span, out var header, out var sealedContent) != RecordFault.None) return new OpenedRecord(Found.Unreadable);
        content = value.Value[^sealedContent.Length..];
        return new OpenedRecord(Found.Yes, header);
    }
}

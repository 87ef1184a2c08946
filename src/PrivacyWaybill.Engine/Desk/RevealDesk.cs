using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Reads originals back, a batch at a time: one round trip, one cipher pass. Who may, is decided before.</summary>
public sealed class RevealDesk(EngineParts engine, VaultWorkers workers)
{
    /// <summary>One answer a target, in order.</summary>
    public async Task<Revealed[]> RevealAsync(Caller caller, IReadOnlyList<RevealTarget> targets)
    {
        var answers = new Revealed[targets.Count];
        var located = new List<(int Target, RecordId Id, PartyRole Party)>(targets.Count);
        using var lease = workers.Rent();
        for (var t = 0; t < targets.Count; t++)
        {
            answers[t] = new Revealed(Found.InvalidReference);
            if (!ShipmentLocator.TryLocate(lease.Worker, caller, targets[t].Shipment, out var id, out var named)) continue;
            // A token opens the party that it names and no other.
            var asked = targets[t].Party;
            if (named != PartyRole.Unspecified && asked != PartyRole.Unspecified && asked != named) continue;
            located.Add((t, id, named == PartyRole.Unspecified ? asked : named));
        }
        if (located.Count == 0) return answers;
        if (!engine.Gate.IsOpen)
        {
            foreach (var (target, _, _) in located) answers[target] = new Revealed(Found.Unavailable);
            return answers;
        }

        var values = new ReadResult[located.Count];
        await engine.Records.ReadAsync(located.ConvertAll(l => l.Id).ToArray(), values);
        Open(caller, lease.Worker.Sealer, located, values, answers);
        return answers;
    }

    private void Open(Caller caller, RecordSealer sealer, List<(int Target, RecordId Id, PartyRole Party)> located, ReadResult[] values, Revealed[] answers)
    {
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        var readable = new List<(int Located, RecordHeader Header, ReadOnlyMemory<byte> Sealed)>();
        for (var l = 0; l < values.Length; l++)
        {
            var found = values[l].Outcome switch
            {
                ReadOutcome.Found => Found.Yes,
                ReadOutcome.Missing => Found.No,
                _ => Found.Unavailable,
            };
            if (found == Found.Yes)
            {
                var fault = RecordHeader.Read(values[l].Value.Span, out var header, out var content);
                if (fault != RecordFault.None) found = Found.Unreadable;
                else if (header.RetainUntil <= now) found = Found.No;
                else if (header.State == RecordState.Erased && IsErasedOf(caller, sealer, located[l].Id, header, values[l].Value[^content.Length..])) found = Found.Erased;
                else if (header.State != RecordState.Live) found = Found.No;
                else readable.Add((l, header, values[l].Value[^content.Length..]));
            }
            answers[located[l].Target] = new Revealed(found);
        }
        if (readable.Count == 0) return;
        var contents = SealedContents.Open(sealer, caller.Tenant,
            readable.ConvertAll(r => (located[r.Located].Id, r.Header.SealingKeyId, r.Sealed)));
        for (var r = 0; r < contents.Length; r++)
        {
            var (target, _, party) = located[readable[r].Located];
            answers[target] = contents[r] is { } content && OriginalsReader.TryRead(content, party, readable[r].Header.Revision, out var originals)
                ? new Revealed(Found.Yes, originals)
                : new Revealed(Found.Unreadable);
        }
    }

    /// <summary>That a shipment was erased is told to its own tenant alone.</summary>
    private static bool IsErasedOf(Caller caller, RecordSealer sealer, RecordId id, in RecordHeader header, ReadOnlyMemory<byte> sealedPart) =>
        SealedContents.Open(sealer, caller.Tenant, [(id, header.SealingKeyId, Tombstone.ToOpen(header, sealedPart))])[0] is not null;
}

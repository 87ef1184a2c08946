using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Reads originals back, out of the store or out of sealed records, a batch at a time: one round trip, one cipher pass.
/// Who may, is decided before.
/// </summary>
public sealed class RevealDesk(EngineParts engine, VaultWorkers workers)
{
    private readonly ShipmentReader _reader = new(engine);

    /// <summary>
    /// One answer a target, in order. A sealed record opens only while the store does not say that its shipment was erased:
    /// an archive does not bring anybody back.
    /// </summary>
    public async Task<Revealed[]> RevealAsync(Caller caller, IReadOnlyList<RevealTarget> targets)
    {
        var answers = new Revealed[targets.Count];
        var located = new List<Target>(targets.Count);
        using var lease = workers.Rent();
        for (var t = 0; t < targets.Count; t++)
        {
            var found = TryLocate(lease.Worker, caller, targets[t], t, out var target);
            answers[t] = new Revealed(found);
            if (found == Found.Yes) located.Add(target);
        }
        if (located.Count == 0) return answers;
        if (!engine.Gate.IsOpen)
        {
            foreach (var target in located) answers[target.Located.Item] = new Revealed(Found.Unavailable);
            return answers;
        }

        var read = located.ConvertAll(static l => l.Located).ToArray();
        var values = await _reader.ReadAsync(read);
        for (var l = 0; l < read.Length; l++) located[l] = located[l] with { Located = read[l] };
        Open(caller, lease.Worker.Sealer, located, values, answers);
        return answers;
    }

    private static Found TryLocate(Vault.VaultWorker vault, Caller caller, RevealTarget asked, int item, out Target target)
    {
        target = default;
        if (asked.TargetCase == RevealTarget.TargetOneofCase.SealedRecord)
        {
            var found = SealedRecordOpener.TryRead(asked.SealedRecord.Memory, item, asked.Party, out var archived);
            target = new Target(new LocatedItem(item, archived.Id), asked.Party, archived);
            return found;
        }
        if (!ShipmentLocator.TryLocate(vault, caller, asked.Shipment, item, out var located, out var named)) return Found.InvalidReference;
        // A token opens the party that it names and no other.
        if (named != PartyRole.Unspecified && asked.Party != PartyRole.Unspecified && asked.Party != named) return Found.InvalidReference;
        target = new Target(located, named == PartyRole.Unspecified ? asked.Party : named, null);
        return Found.Yes;
    }

    private void Open(Caller caller, RecordSealer sealer, List<Target> located, ReadResult[] values, Revealed[] answers)
    {
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        var readable = new List<RecordToOpen>(located.Count);
        for (var l = 0; l < values.Length; l++)
        {
            var ((item, id, _, _), party, archived) = located[l];
            var found = Judge(caller, sealer, id, values[l], now, out var header, out var sealedPart);
            answers[item] = new Revealed(found);
            if (archived is { } record)
            {
                // Whatever else the store holds or does not hold, the archive's is what was asked for.
                if (found is not (Found.Erased or Found.Unavailable)) readable.Add(record);
            }
            else if (found == Found.Yes)
            {
                readable.Add(new RecordToOpen(item, id, header, sealedPart, party));
            }
        }
        SealedRecordOpener.Open(sealer, caller.Tenant, readable, answers);
        // A token names a record whoever's it is; what does not open may be another tenant's, and not even that it is there is told.
        foreach (var ((item, _, isByNumber, _), _, archived) in located)
            if (!isByNumber && archived is null && answers[item].Found == Found.Unreadable) answers[item] = new Revealed(Found.No);
    }

    private static Found Judge(
        Caller caller, RecordSealer sealer, RecordId id, in ReadResult value, long now, out RecordHeader header, out ReadOnlyMemory<byte> sealedPart)
    {
        (header, sealedPart) = (default, default);
        if (value.Outcome != ReadOutcome.Found) return value.Outcome == ReadOutcome.Missing ? Found.No : Found.Unavailable;
        if (RecordHeader.Read(value.Value.Span, out header, out var content) != RecordFault.None) return Found.Unreadable;
        sealedPart = value.Value[^content.Length..];
        if (header.RetainUntil <= now) return Found.No;
        if (header.State != RecordState.Erased) return Found.Yes;
        // That a shipment was erased is told to its own tenant alone.
        return SealedContents.Open(sealer, caller.Tenant, [(id, header.SealingKeyId, Tombstone.ToOpen(header, sealedPart))])[0] is null ? Found.No : Found.Erased;
    }

    /// <summary>What a target names.</summary>
    private readonly record struct Target(LocatedItem Located, PartyRole Party, RecordToOpen? Archived);
}

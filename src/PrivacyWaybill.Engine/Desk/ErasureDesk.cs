using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Erases shipments: by compare-and-set a <see cref="Tombstone"/> takes the place of the record, at its full length. What
/// was read before that loses its own compare-and-set.
/// </summary>
/// <remarks>
/// A tombstone keeps id, revision, times and numbers (released), until the retention that the record had, and until the
/// blocks of its numbers come free: then they are somebody else's, and a tombstone has nothing left to say.
/// </remarks>
public sealed class ErasureDesk(EngineParts engine, NumberPoolOptions numbers, VaultWorkers workers)
{
    private static readonly PartyRole[] Parties = [PartyRole.Recipient, PartyRole.Sender];

    private readonly RecordRounds _rounds = new(engine, workers);

    /// <summary>One answer a shipment, in order.</summary>
    public async Task<Erasure[]> EraseAsync(Caller caller, IReadOnlyList<ShipmentReference> shipments)
    {
        var answers = new Erasure[shipments.Count];
        var located = new List<(int Item, RecordId Id)>(shipments.Count);
        // A waybill number names a record of the caller's tenant and no other; a token has to be proved.
        var isProven = new bool[shipments.Count];
        using (var lease = workers.Rent())
        {
            for (var s = 0; s < shipments.Count; s++)
            {
                answers[s] = new Erasure(Found.InvalidReference);
                if (!ShipmentLocator.TryLocate(lease.Worker, caller, shipments[s], out var id, out var named)) continue;
                isProven[s] = named == PartyRole.Unspecified;
                located.Add((s, id));
            }
        }
        await _rounds.RunAsync(caller, located, records => ConsiderAsync(caller, records, isProven, answers), (item, found) => answers[item] = new Erasure(found));
        return answers;
    }

    private async Task ConsiderAsync(Caller caller, List<RecordOnDesk> records, bool[] isProven, Erasure[] answers)
    {
        foreach (var record in records)
            foreach (var item in record.Items)
                answers[item] = record.Opens || isProven[item] ? new Erasure(Found.Yes, record.Header.Revision) : new Erasure(Found.No);
        var toErase = records.FindAll(record => record.Header.State != RecordState.Erased && record.Items.Exists(item => answers[item].Found == Found.Yes));
        if (toErase.Count == 0) return;
        var freeAt = await ReadFreeAtAsync(toErase);
        using var lease = workers.Rent();
        foreach (var record in toErase)
        {
            if (freeAt[record] is { } at)
                record.Replace(Header(record.Header, lease.Worker.Sealer, at), Tombstone.Make(lease.Worker.Sealer, caller.Tenant, record.Id, record.Sealed.Length));
            foreach (var item in record.Items)
                if (answers[item].Found == Found.Yes) answers[item] = record.Next is null ? new Erasure(Found.Unavailable) : new Erasure(Found.Yes, record.NextHeader.Revision);
        }
    }

    /// <summary>Until when the numbers of each record are bound up with it, Unix seconds; null if that could not be learnt.</summary>
    private async Task<Dictionary<RecordOnDesk, uint?>> ReadFreeAtAsync(List<RecordOnDesk> records)
    {
        var bound = new List<(RecordOnDesk Record, BoundNumber Number)>();
        foreach (var record in records)
            foreach (var party in Parties)
                if (NumberCheck.NumberOf(record.Header, party) is { Exists: true } number) bound.Add((record, number));
        var freeAt = records.ToDictionary(static r => r, static uint? (_) => 0);
        if (bound.Count == 0) return freeAt;
        var entries = await engine.Directory.ReadAsync(bound.ConvertAll(b => new NumberRef(b.Number.Segment, b.Number.Sequence)).ToArray());
        for (var b = 0; b < entries.Length; b++)
        {
            var (record, number) = bound[b];
            var rests = (DateTimeOffset.FromUnixTimeSeconds(number.ExpiresAt) + numbers.Quarantine + numbers.ClockMargin).ToUnixTimeSeconds();
            if (entries[b].Confirms(record.Id.AsSpan(), number.LeaseId)) rests = Math.Max(rests, entries[b].FreeAt.ToUnixTimeSeconds());
            if (entries[b].State == PageEntryState.Unavailable) freeAt[record] = null;
            else if (freeAt[record] is { } at) freeAt[record] = (uint)Math.Min(uint.MaxValue, Math.Max(at, rests));
        }
        return freeAt;
    }

    private static RecordHeader Header(RecordHeader header, RecordSealer sealer, uint freeAt)
    {
        (header.Suite, header.SealingKeyId, header.State) = (RecordSealer.Suite, sealer.KeyId, RecordState.Erased);
        header.RetainUntil = Math.Max(header.RetainUntil, freeAt);
        header.Recipient = Release(header.Recipient);
        header.Sender = Release(header.Sender);
        return header;
    }

    private static BoundNumber Release(in BoundNumber number) => number.Exists ? number with { State = NumberState.Released } : number;
}

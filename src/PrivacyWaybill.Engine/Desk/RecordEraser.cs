using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Puts a <see cref="Tombstone"/> in the place of records, at their full length.</summary>
/// <remarks>
/// A tombstone keeps id, revision, times, link and numbers (released), until the retention that the record had, and until
/// the blocks of its numbers come free: then they are somebody else's, and a tombstone has nothing left to say.
/// </remarks>
internal sealed class RecordEraser(EngineParts engine, NumberPoolOptions numbers, VaultWorkers workers)
{
    private static readonly PartyRole[] Parties = [PartyRole.Recipient, PartyRole.Sender];

    /// <summary>Decides about each record; those that are tombstones stay as they are.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="records">The records.</param>
    /// <param name="overUntil">Until when, in Unix seconds, the tombstone of a record that is over stays, so that nobody is
    /// created in its place; 0 for no longer than the record.</param>
    public async Task EraseAsync(Caller caller, List<RecordOnDesk> records, uint overUntil = 0)
    {
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        var toErase = records.FindAll(static r => r.Header.State != RecordState.Erased);
        if (toErase.Count == 0) return;
        var freeAt = await ReadFreeAtAsync(toErase);
        using var lease = workers.Rent();
        foreach (var record in toErase)
            if (freeAt[record] is { } at)
                record.Replace(Header(record.Header, lease.Worker.Sealer, record.Header.RetainUntil > now ? at : Math.Max(at, overUntil)), Tombstone.Make(lease.Worker.Sealer, caller.Tenant, record.Id, record.Sealed.Length));
    }

    /// <summary>How it goes with a record that was decided about, unless somebody else changes it meanwhile.</summary>
    public static Erasure Outcome(RecordOnDesk record)
    {
        if (record.Next is not null) return new Erasure(Found.Yes, record.NextHeader.Revision);
        return record.Header.State == RecordState.Erased ? new Erasure(Found.Yes, record.Header.Revision) : new Erasure(Found.Unavailable);
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
            long rests = RecordLife.EndOfQuarantine(numbers, number.ExpiresAt);
            if (entries[b].Confirms(record.Id.AsSpan(), number.LeaseId)) rests = Math.Max(rests, entries[b].FreeAt.ToUnixTimeSeconds());
            if (entries[b].State == PageEntryState.Unavailable) freeAt[record] = null;
            else if (freeAt[record] is { } at) freeAt[record] = (uint)Math.Min(uint.MaxValue, Math.Max(at, rests));
        }
        return freeAt;
    }

    private static RecordHeader Header(RecordHeader header, RecordSealer sealer, uint leastUntil)
    {
        (header.Suite, header.SealingKeyId, header.State) = (RecordSealer.Suite, sealer.KeyId, RecordState.Erased);
        header.RetainUntil = Math.Max(header.RetainUntil, leastUntil);
        header.Recipient = Release(header.Recipient);
        header.Sender = Release(header.Sender);
        return header;
    }

    private static BoundNumber Release(in BoundNumber number) => number.Exists ? number with { State = NumberState.Released } : number;
}

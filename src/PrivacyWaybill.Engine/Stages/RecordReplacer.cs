using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Writes what is to change of known shipments: new numbers' pages, then the records by compare-and-set.</summary>
internal sealed class RecordReplacer(RecordStore store, PieceIndex pieces, ShortageAnswer shortage, EngineOptions options, NumberPoolOptions numbers, TimeProvider time)
{
    private static readonly PartyRole[] Parties = [PartyRole.Sender, PartyRole.Recipient];

    /// <summary>
    /// Carries the changes out. Shipments that failed are taken out of the list; those that somebody else changed
    /// meanwhile are taken out and returned, to be looked at again.
    /// </summary>
    public async ValueTask<List<KnownShipment>> ReplaceAsync(BatchWork work, List<KnownShipment> known)
    {
        var overtaken = new List<KnownShipment>();
        try
        {
            await work.Claims.ReserveAsync();
            RefuseUnserved(work, known);
            var changed = known.FindAll(s => s.IsToBeReplaced);
            if (changed.Count == 0) return overtaken;

            var before = changed.ConvertAll(static s => s.Header.RetainUntil);
            var next = changed.ConvertAll(s => Next(work, s));
            await LetPiecesLastAsync(work, changed, before, next);
            if (changed.Count == 0) return overtaken;
            var answers = new ReplaceResult[changed.Count];
            var pages = work.Claims.WritePagesAsync();
            var records = store.ReplaceAsync(next.ToArray(), answers);
            await records;
            await pages;
            for (var c = 0; c < changed.Count; c++) Settle(work, changed[c], answers[c], overtaken);
        }
        finally
        {
            work.Claims.Complete();
            known.RemoveAll(s => !work.Batch.Items[s.Item].IsOpen || overtaken.Contains(s));
        }
        return overtaken;
    }

    private void RefuseUnserved(BatchWork work, List<KnownShipment> known)
    {
        for (var c = 0; c < work.Claims.Count; c++)
        {
            if (work.Claims[c].IsReserved) continue;
            var claim = work.Claims.Unserved(c);
            var shipment = known.Find(s => s.Item == claim.Item)!;
            shipment.Number(claim.Party).Claim = -1;
            if (work.Batch.Items[claim.Item].IsOpen) shortage.AnswerUnserved(work.Batch, claim);
        }
        foreach (var failed in known.FindAll(s => !work.Batch.Items[s.Item].IsOpen)) Return(work, failed);
        known.RemoveAll(s => !work.Batch.Items[s.Item].IsOpen);
    }

    /// <summary>
    /// Notes that lead to a record last as long as it: before it lives longer, or they might be forgotten first. Where that is
    /// not certain nothing is written.
    /// </summary>
    private async ValueTask LetPiecesLastAsync(BatchWork work, List<KnownShipment> changed, List<uint> before, List<RecordReplacement> next)
    {
        var longer = Enumerable.Range(0, changed.Count).Where(c => changed[c].Header.RetainUntil > before[c]).ToList();
        if (longer.Count == 0) return;
        var last = await pieces.LastAsync(longer.ConvertAll(c => (next[c].Id, next[c].Expiry)));
        for (var l = longer.Count - 1; l >= 0; l--)
        {
            if (last[l]) continue;
            Return(work, changed[longer[l]]);
            shortage.StoreUnavailable(work.Batch, changed[longer[l]].Item);
            changed.RemoveAt(longer[l]);
            next.RemoveAt(longer[l]);
        }
    }

    private RecordReplacement Next(BatchWork work, KnownShipment shipment)
    {
        ref readonly var item = ref work.Batch.Items[shipment.Item];
        var isNewContent = shipment.As is KnownAs.Overdue or KnownAs.Updated;
        foreach (var party in Parties) Bind(work, shipment, party, party == PartyRole.Sender ? item.SenderNumber : item.RecipientNumber);
        var header = shipment.Header;
        header.Revision = checked(header.Revision + 1);
        header.Recipient = shipment.Number(PartyRole.Recipient).Bound;
        header.Sender = shipment.Number(PartyRole.Sender).Bound;
        header.Link = SharedNumberCheck.NextLink(work, shipment);
        var now = time.GetUtcNow();
        header.RetainUntil = RecordLife.RetainUntil(options, numbers, now, header);
        foreach (var party in Parties)
            if (shipment.Number(party) is { Shared: not null, IsLive: true } kept) header.RetainUntil = Math.Max(header.RetainUntil, kept.ExpiresAt);
        if (shipment.As is KnownAs.Updated or KnownAs.Confirmed && item.SourceEventTime != 0) header.SourceEventTime = item.SourceEventTime;
        if (isNewContent) header.IsRelabelRequired = shipment.IsRelabelRequired;
        // An overdue record may be a tombstone.
        if (shipment.As == KnownAs.Overdue) (header.State, header.SourceEventTime) = (RecordState.Live, 0);
        if (isNewContent) (header.Suite, header.SealingKeyId) = (RecordSealer.Suite, work.Vault.Sealer.KeyId);

        var content = isNewContent ? work.Sealed(shipment.Item) : shipment.Sealed.Span;
        var value = new byte[header.Length + content.Length];
        content.CopyTo(value.AsSpan(header.Write(value)));
        var expected = shipment.Header.Revision;
        shipment.Header = header;
        shipment.Value = value;
        return new RecordReplacement(work.Ids[shipment.Item], expected, value, RecordLife.Expiry(options, now, header.RetainUntil));
    }

    private static void Bind(BatchWork work, KnownShipment shipment, PartyRole party, in NumberWish wish)
    {
        var number = shipment.Number(party);
        if (number.Claim < 0) return;
        work.Claims.Bind(number.Claim, work.Ids[shipment.Item].AsSpan());
        var issued = work.Claims[number.Claim].Number;
        number.Bound = new BoundNumber(NumberState.Bound, issued.Ref.Segment, issued.Ref.Sequence, issued.LeaseId, work.Claims[number.Claim].EndOf(wish.ExpiresAt),
            number.Bound.IsShared);
        number.Printed = issued.Number;
        number.Shared = null;
    }

    private void Settle(BatchWork work, KnownShipment shipment, ReplaceResult answer, List<KnownShipment> overtaken)
    {
        switch (answer.Outcome)
        {
            case ReplaceOutcome.Replaced when Parties.All(p => IsWritten(work, shipment, p)):
                foreach (var party in Parties)
                {
                    if (shipment.Number(party).Claim < 0) continue;
                    work.Claims.Settle(shipment.Number(party).Claim, SlotOutcome.Used);
                    shipment.Number(party).IsLive = true;
                }
                break;
            case ReplaceOutcome.Conflict:
                Return(work, shipment);
                shipment.Restart(answer.Current);
                overtaken.Add(shipment);
                break;
            case ReplaceOutcome.Missing or ReplaceOutcome.Refused:
                Return(work, shipment);
                shortage.StoreUnavailable(work.Batch, shipment.Item);
                break;
            default:
                shortage.StoreUnavailable(work.Batch, shipment.Item);
                break;
        }
    }

    private static bool IsWritten(BatchWork work, KnownShipment shipment, PartyRole party) =>
        shipment.Number(party).Claim is var claim && (claim < 0 || work.Claims[claim].IsWritten);

    private static void Return(BatchWork work, KnownShipment shipment)
    {
        foreach (var party in Parties)
            if (shipment.Number(party).Claim is >= 0 and var claim) work.Claims.Settle(claim, SlotOutcome.Returned);
    }
}

using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Stages <c>numbers</c> and <c>store</c> of waybills that may be new: reserve their numbers, then pages and records in one
/// round trip, pages first. Whoever was there before is learnt from the same answer and left to
/// <see cref="KnownShipmentStage"/>.
/// </summary>
internal sealed class CreationStage(RecordStore store, SegmentNames segments, ShortageAnswer shortage, VirtualPhones virtualPhones, EngineOptions options, TimeProvider time)
{
    public async ValueTask RunAsync(BatchWork work)
    {
        var batch = work.Batch;
        var claims = work.Claims;
        Claim(work);
        try
        {
            await claims.ReserveAsync();
            NoteUnserved(work);
            var count = Prepare(work);
            if (count == 0) return;

            // Both are sent before either is waited for, the pages first: a record never names a number whose page was
            // not sent.
            var pages = claims.WritePagesAsync();
            var records = store.CreateAsync(work.Writes.AsMemory(0, count), work.Created);
            await records;
            await pages;
            Settle(work, count);
        }
        finally
        {
            claims.Complete();
        }
    }

    private void Claim(BatchWork work)
    {
        var batch = work.Batch;
        for (var i = 0; i < batch.Count; i++)
        {
            work.ClaimOf(PartyRole.Recipient)[i] = work.ClaimOf(PartyRole.Sender)[i] = -1;
            if (!IsCandidate(work, i)) continue;
            ClaimParty(work, i, PartyRole.Sender, batch.Items[i].SenderNumber);
            ClaimParty(work, i, PartyRole.Recipient, batch.Items[i].RecipientNumber);
        }
    }

    private void ClaimParty(BatchWork work, int i, PartyRole party, in NumberWish wish)
    {
        if (!wish.IsWanted || work.ShareOf(i, party) is not null) return;
        if (!Reachability.IsReachable(virtualPhones, work.Batch, i, party))
        {
            if (work.Change is not { IsFollowing: true }) UnreachablePhones.Warn(virtualPhones, work.Batch, i, party);
            return;
        }
        if (!work.Stored[i].IsEmpty) return;
        var segment = segments.Find(work.Batch.Input(i, TextFields.Of(party, PartyField.NumberSegment)));
        work.ClaimOf(party)[i] = work.Claims.Add(i, party, new NumberSource(segment, wish.KnownCity, wish.CityOnly));
    }

    /// <summary>
    /// An item without its number is not refused yet: it may be known and have one. Whether it may be created without is
    /// the policy's to say.
    /// </summary>
    private static void NoteUnserved(BatchWork work)
    {
        for (var c = 0; c < work.Claims.Count; c++)
        {
            ref readonly var claim = ref work.Claims[c];
            if (claim.IsReserved) continue;
            work.ClaimOf(claim.Party)[claim.Item] = -1;
            work.Unserved[claim.Item] = work.Claims.Unserved(c);
        }
    }

    /// <summary>Writes header and sealed content of every candidate into one buffer, and returns how many there are.</summary>
    private int Prepare(BatchWork work)
    {
        var now = time.GetUtcNow();
        var retention = checked((uint)(now + options.Retention).ToUnixTimeSeconds());
        var expiry = options.Retention + options.CollectionMargin;
        var values = work.Values.Begin(work.Ends[^1] + work.Batch.Count * (RecordHeader.MaximumLength + RecordSealer.Overhead));
        var (count, at) = (0, 0);
        for (var i = 0; i < work.Batch.Count; i++)
        {
            if (!IsCandidate(work, i) || !work.Stored[i].IsEmpty)
            {
                Return(work, i);
                continue;
            }
            var header = new RecordHeader
            {
                Suite = RecordSealer.Suite,
                SealingKeyId = work.Vault.Sealer.KeyId,
                State = RecordState.Live,
                IsOfEvenEpoch = work.IsOfEvenEpoch(i),
                Revision = 1,
                RetainUntil = work.HasLinks ? Math.Max(retention, work.Links[i]?.EndOfKept ?? 0) : retention,
                Recipient = Bind(work, i, PartyRole.Recipient, ref work.Batch.Items[i].RecipientNumber),
                Sender = Bind(work, i, PartyRole.Sender, ref work.Batch.Items[i].SenderNumber),
                Link = work.HasLinks ? work.Links[i]?.Link : null,
            };
            var start = at;
            at += header.Write(values.AsSpan(at));
            var content = work.Sealed(i);
            content.CopyTo(values.AsSpan(at));
            at += content.Length;
            work.WriteItems[count] = i;
            work.Writes[count++] = new RecordWrite(work.Ids[i], values.AsMemory(start, at - start),
                header.RetainUntil > retention ? RecordLife.Expiry(options, now, header.RetainUntil) : expiry);
        }
        return count;
    }

    private static BoundNumber Bind(BatchWork work, int i, PartyRole party, ref NumberWish wish)
    {
        var claim = work.ClaimOf(party)[i];
        if (claim < 0) return default;
        work.Claims.Bind(claim, work.Ids[i].AsSpan());
        var number = work.Claims[claim].Number;
        wish.ExpiresAt = work.Claims[claim].EndOf(wish.ExpiresAt);
        return new BoundNumber(NumberState.Bound, number.Ref.Segment, number.Ref.Sequence, number.LeaseId, wish.ExpiresAt);
    }

    private void Settle(BatchWork work, int count)
    {
        var batch = work.Batch;
        for (var w = 0; w < count; w++)
        {
            var i = work.WriteItems[w];
            ref var item = ref batch.Items[i];
            switch (work.Created[w].Outcome)
            {
                case CreateOutcome.Created when IsWritten(work, i):
                    item.Code = ItemCode.Ok;
                    item.Version = 1;
                    if (work.Unserved[i] is { } unserved) shortage.AnswerUnserved(batch, unserved);
                    Use(work, i, PartyRole.Sender, item.SenderNumber.ExpiresAt);
                    Use(work, i, PartyRole.Recipient, item.RecipientNumber.ExpiresAt);
                    if (item.Link != LinkKind.None && work.Links[i]!.Root is null) batch.Warn(i, WarningCode.LinkNotFound, item.Link.Field());
                    if (item.ReturnSealedRecord) item.SealedRecord = Emit(batch, work.Ids[i], work.Writes[w].Value.Span);
                    break;
                case CreateOutcome.Created:
                    // The record names a number whose page was lost. Its numbers burn; sent again, it gets others.
                    shortage.StoreUnavailable(batch, i);
                    break;
                case CreateOutcome.Existing:
                    work.Stored[i] = work.Created[w].Current;
                    Return(work, i);
                    break;
                case CreateOutcome.Claimed:
                    Return(work, i);
                    if (work.Change is { Phase: NamingPhase.Next, IsFollowing: false } change) change.HasMoved[i] = true;
                    else item.Fail(ItemCode.UnreadableRecord, TextField.WaybillNo, "the shipment is named by a key that this server does not use yet; bring its key ring up to date");
                    break;
                case CreateOutcome.Refused:
                    Return(work, i);
                    shortage.StoreUnavailable(batch, i);
                    break;
                default:
                    // It may still be written: the numbers burn, and the bytes are not used for anything else.
                    work.Values.Abandon();
                    shortage.StoreUnavailable(batch, i);
                    break;
            }
        }
    }

    /// <summary>Puts a sealed record into a batch's output.</summary>
    public static Slice Emit(WaybillBatch batch, in RecordId id, ReadOnlySpan<byte> value) =>
        batch.Commit(SealedRecord.Write(id, value, batch.OutputRoom(SealedRecord.Overhead + value.Length)));

    private bool IsCandidate(BatchWork work, int i) =>
        work.Batch.Items[i].IsOpen && work.IsTurnOf(i) && work.SameAs[i] < 0 && work.Batch.Items[i].WriteMode != WriteMode.Update && work.Stored[i].IsEmpty
        && (work.Unserved[i] is not { } unserved || shortage.MayGoWithout(unserved));

    private static bool IsWritten(BatchWork work, int i) =>
        (work.ClaimOf(PartyRole.Sender)[i] is var s && (s < 0 || work.Claims[s].IsWritten))
        && (work.ClaimOf(PartyRole.Recipient)[i] is var r && (r < 0 || work.Claims[r].IsWritten));

    private static void Use(BatchWork work, int i, PartyRole party, uint expiresAt)
    {
        if (work.ShareOf(i, party) is { } share) NumberOutput.Write(work.Batch, i, party, share.Printed, share.ExpiresAt);
        var claim = work.ClaimOf(party)[i];
        if (claim < 0) return;
        work.Claims.Settle(claim, SlotOutcome.Used);
        NumberOutput.Write(work.Batch, i, party, work.Claims[claim].Number.Number, expiresAt);
    }

    private static void Return(BatchWork work, int i)
    {
        foreach (var party in (ReadOnlySpan<PartyRole>)[PartyRole.Sender, PartyRole.Recipient])
            if (work.ClaimOf(party)[i] is >= 0 and var claim) work.Claims.Settle(claim, SlotOutcome.Returned);
    }
}

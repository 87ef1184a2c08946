using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// What an import has beside the other stages: its numbers are given. They must be external ones, each one party's, and
/// known shipments are told before a number is claimed for them: who has another number, claims none.
/// </summary>
internal sealed class ImportStage(RecordStore store, SegmentTable segments, ExternalNumbers numbers, ShortageAnswer shortage, VirtualPhones virtualPhones, EngineOptions options)
{
    /// <summary>Part of stage <c>policy</c>: finds the places of the numbers; an item that cannot be an import ends with an error.</summary>
    public void Check(WaybillBatch batch)
    {
        var given = batch.Given!;
        for (var i = 0; i < batch.Count; i++)
        {
            ref var item = ref batch.Items[i];
            if (!item.IsOpen) continue;
            if (item.WriteMode == WriteMode.Update)
                item.Fail(ItemCode.InvalidFormat, "write_mode", "an import changes nothing that is stored; leave it out");
            else if (given.AsksForMore(i))
                item.Fail(ItemCode.InvalidFormat, "", "an import's numbers are given beside the waybill; take sender_number and recipient_number out of it");
            else if (given.Of(i, PartyRole.Sender) is null && given.Of(i, PartyRole.Recipient) is null)
                item.Fail(ItemCode.MissingField, "recipient_number", "give at least one party's number");
            else if (Locate(batch, i, ref item, PartyRole.Sender) && Locate(batch, i, ref item, PartyRole.Recipient)
                && given.Of(i, PartyRole.Sender) is not null && given.PlaceOf(i, PartyRole.Sender) == given.PlaceOf(i, PartyRole.Recipient))
                item.Fail(ItemCode.InvalidFormat, "recipient_number", "is the sender's number, too; a number leads to one party");
        }
    }

    /// <summary>Reads what is stored of the items' shipments, for the stages that follow.</summary>
    public async ValueTask FindKnownAsync(BatchWork work)
    {
        var wanted = new List<int>(work.Batch.Count);
        for (var i = 0; i < work.Batch.Count; i++)
            if (work.Batch.Items[i].IsOpen) wanted.Add(i);
        if (wanted.Count == 0) return;
        var answers = new ReadResult[wanted.Count];
        await store.ReadAsync(wanted.ConvertAll(i => work.Ids[i]).ToArray(), answers);
        for (var w = 0; w < answers.Length; w++)
        {
            if (answers[w].Outcome == ReadOutcome.Found) work.Stored[wanted[w]] = answers[w].Value;
            else if (answers[w].Outcome != ReadOutcome.Missing) shortage.StoreUnavailable(work.Batch, wanted[w]);
        }
    }

    private bool Locate(WaybillBatch batch, int i, ref WaybillItem item, PartyRole party)
    {
        if (batch.Given!.Of(i, party) is not { } number) return true;
        var path = party == PartyRole.Sender ? "sender_number" : "recipient_number";
        if (number.MainDigits == 0)
            item.Fail(ItemCode.InvalidFormat, path, "must be a main number of 7 to 13 digits, with an extension of up to 6 behind it");
        else if (!segments.TryFind(number, out var segment, out var value) || !segment.External)
            item.Fail(ItemCode.UnknownSegment, path, "lies in no external segment of this server; add one with its main numbers first");
        else if (!Reachability.IsReachable(virtualPhones, batch, i, party))
            item.Fail(ItemCode.MissingField, party == PartyRole.Sender ? "sender.mobile" : "recipient.mobile", "the number has to lead to a mainland mobile, or a landline with area code, that is no virtual number itself");
        else if (!numbers.IsOpen(segment))
        {
            item.Fail(ItemCode.Unavailable, path, "its segment was only just added, or is suspended or retired; see GetPoolStatus");
            batch.SuggestRetryAfter(options.RetryDelay);
        }
        else
            batch.Given!.Locate(i, party, new NumberRef(segment.Id, value));
        return item.IsOpen;
    }
}

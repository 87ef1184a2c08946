using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>What an item is told when the store or a number is not to be had: by policy, always typed, always retryable.</summary>
internal sealed class ShortageAnswer(EngineOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromHours(1);

    /// <summary>The store could not be reached, or did not answer in time: the outcome may be unknown.</summary>
    public void StoreUnavailable(WaybillBatch batch, int i) =>
        Unavailable(batch, i, "", "the store cannot be reached; send the waybill again");

    private void Unavailable(WaybillBatch batch, int i, string path, string remedy)
    {
        ref var item = ref batch.Items[i];
        if (options.StoreOutage == Shortage.MaskOnly && item.WriteMode != WriteMode.Update && batch.Given is null) item.Code = ItemCode.Degraded;
        else item.Fail(ItemCode.Unavailable, path, remedy);
        batch.SuggestRetryAfter(options.RetryDelay);
    }

    /// <summary>Whether the policy lets an item go on without the number that it claimed.</summary>
    public bool MayGoWithout(UnservedClaim claim) =>
        claim.Outcome == ReservationOutcome.Exhausted && options.NumbersExhausted == Shortage.MaskOnly;

    /// <summary>A claim got no number: warns, or ends the item.</summary>
    public void AnswerUnserved(WaybillBatch batch, UnservedClaim claim)
    {
        var path = claim.Party == PartyRole.Sender ? "sender_number" : "recipient_number";
        switch (claim.Outcome)
        {
            case ReservationOutcome.Exhausted when MayGoWithout(claim):
                batch.Warn(claim.Item, WarningCode.NumbersExhausted, path);
                break;
            case ReservationOutcome.Exhausted:
                batch.Items[claim.Item].Fail(ItemCode.NumbersExhausted, path, "no virtual number is free; send the waybill again later, or ask for none");
                batch.SuggestRetryAfter(UntilFree(claim.EarliestFree));
                break;
            case ReservationOutcome.Taken:
                batch.Items[claim.Item].Fail(ItemCode.Conflict, path, "the number is another party's, or was and rests; nothing is stored of this item");
                break;
            case ReservationOutcome.UnknownSegment:
                batch.Items[claim.Item].Fail(ItemCode.UnknownSegment, path, "no such segment on this server; leave it empty for any");
                break;
            case ReservationOutcome.SegmentWithdrawn when claim.Source.Segment is not null:
                batch.Items[claim.Item].Fail(ItemCode.SegmentClosed, path + ".segment", "the segment is suspended or retired; name another, or leave it empty for any");
                break;
            case ReservationOutcome.SegmentWithdrawn when claim.Source.CityOnly:
                batch.Items[claim.Item].Fail(ItemCode.SegmentClosed, path + ".city", "the city's segments are suspended or retired; leave city_strict out for any");
                break;
            case ReservationOutcome.SegmentWithdrawn or ReservationOutcome.SegmentClosed:
                Unavailable(batch, claim.Item, path, "no number is issued at present; send the waybill again, or ask for none");
                break;
            default:
                StoreUnavailable(batch, claim.Item);
                break;
        }
    }

    private TimeSpan UntilFree(DateTimeOffset? free)
    {
        if (free is not { } at) return LongestRetryDelay;
        var left = at - time.GetUtcNow();
        return left < options.RetryDelay ? options.RetryDelay : left > LongestRetryDelay ? LongestRetryDelay : left;
    }
}

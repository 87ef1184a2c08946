using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Checks the numbers of known shipments in both directions, from record to number and back, and claims new ones where a
/// wanted number is missing, expired or lost. A number about which both do not agree is not told.
/// </summary>
internal sealed class NumberCheck(NumberDirectory directory, NumberPlan plan, SegmentNames segments, ShortageAnswer shortage, VirtualPhones virtualPhones, TimeProvider time)
{
    private static readonly PartyRole[] Parties = [PartyRole.Sender, PartyRole.Recipient];

    public async ValueTask CheckAsync(BatchWork work, List<KnownShipment> known)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var bound = new List<(KnownShipment Shipment, PartyRole Party)>();
        foreach (var shipment in known)
        {
            foreach (var party in Parties)
            {
                var number = shipment.Number(party);
                // An overdue record's numbers are nobody's any more.
                number.Bound = shipment.As == KnownAs.Overdue ? default : NumberOf(shipment.Header, party);
                if (number.Bound.State == NumberState.Bound && number.Bound.ExpiresAt > now) bound.Add((shipment, party));
            }
        }
        await ReadPagesAsync(work, bound);
        known.RemoveAll(s => !work.Batch.Items[s.Item].IsOpen);
        if (work.Batch.Given is { } given) Compare(given, known);
        foreach (var shipment in known)
        {
            foreach (var party in Parties)
            {
                if (IsStrangers(work, shipment, party)) shipment.Number(party).Retire();
                Claim(work, shipment, party);
            }
        }
    }

    /// <summary>A party's number as a header names it.</summary>
    public static BoundNumber NumberOf(in RecordHeader header, PartyRole party) => party == PartyRole.Sender ? header.Sender : header.Recipient;

    private async ValueTask ReadPagesAsync(BatchWork work, List<(KnownShipment Shipment, PartyRole Party)> bound)
    {
        if (bound.Count == 0) return;
        var places = bound.ConvertAll(b => Place(b.Shipment.Number(b.Party).Bound)).ToArray();
        var entries = await directory.ReadAsync(places);
        var printed = new ExtendedNumber[places.Length];
        plan.Describe(places, printed);
        for (var b = 0; b < places.Length; b++)
        {
            var (shipment, party) = bound[b];
            var number = shipment.Number(party);
            if (entries[b].State == PageEntryState.Unavailable)
            {
                if (work.Batch.Items[shipment.Item].IsOpen) shortage.StoreUnavailable(work.Batch, shipment.Item);
                continue;
            }
            number.IsLive = printed[b].MainDigits > 0 && entries[b].Confirms(work.Ids[shipment.Item].AsSpan(), number.Bound.LeaseId);
            number.Printed = printed[b];
        }
    }

    /// <summary>Of an import: a party that has a live number, or gave one up, is given that one or none.</summary>
    private static void Compare(GivenNumbers given, List<KnownShipment> known)
    {
        foreach (var shipment in known)
        {
            if (shipment.As != KnownAs.Same) continue;
            foreach (var party in Parties)
            {
                if (given.Of(shipment.Item, party) is null) continue;
                var number = shipment.Number(party);
                var (isSettled, place) = number.Shared is { } shared
                    ? (number.IsLive || number.IsOver, new NumberRef(shared.Segment, shared.Sequence))
                    : (number.IsLive || number.Bound.State == NumberState.Released, Place(number.Bound));
                if (isSettled && place != given.PlaceOf(shipment.Item, party)) shipment.As = KnownAs.OtherNumber;
            }
        }
    }

    private void Claim(BatchWork work, KnownShipment shipment, PartyRole party)
    {
        var batch = work.Batch;
        ref readonly var item = ref batch.Items[shipment.Item];
        var wish = party == PartyRole.Sender ? item.SenderNumber : item.RecipientNumber;
        var number = shipment.Number(party);
        if (number.IsLive || shipment.As is KnownAs.Conflict or KnownAs.OtherNumber) return;
        if (number.IsOver || ((number.IsLeft || number.IsRetired) && !wish.IsWanted)
            || (wish.IsWanted && !number.IsRetired && number.Bound.State == NumberState.Released))
        {
            Warn(batch, shipment, number, WarningCode.NumberReleased, party == PartyRole.Sender ? "sender_number" : "recipient_number");
            return;
        }
        if (!wish.IsWanted) return;
        if (!Reachability.IsReachable(virtualPhones, batch, shipment.Item, party))
        {
            // Who was to be created has been told already.
            var wasCandidate = item.WriteMode != WriteMode.Update && work.SameAs[shipment.Item] < 0;
            if (wasCandidate || number.HasWarned) return;
            number.HasWarned = true;
            UnreachablePhones.Warn(virtualPhones, batch, shipment.Item, party);
            return;
        }
        number.IsRenewal = number.Bound.Exists || number.Shared is not null || number.IsLeft;
        number.Claim = work.Claims.Add(shipment.Item, party, new NumberSource(
            segments.Find(batch.Input(shipment.Item, TextFields.Of(party, PartyField.NumberSegment))), wish.KnownCity, wish.CityOnly));
    }

    /// <summary>Others print the party's number, and an update makes the party another person than theirs.</summary>
    private static bool IsStrangers(BatchWork work, KnownShipment shipment, PartyRole party) =>
        shipment.As == KnownAs.Updated && shipment.Number(party).Bound is { State: NumberState.Bound, IsShared: true }
        && !NumberOwners.HasPhone(shipment.Content, party, LinkedNumbers.PhoneOf(work.Batch, shipment.Item, party));

    private static void Warn(WaybillBatch batch, KnownShipment shipment, PartyNumber number, WarningCode code, string field)
    {
        if (number.HasWarned) return;
        number.HasWarned = true;
        batch.Warn(shipment.Item, code, field);
    }

    private static NumberRef Place(in BoundNumber number) => new(number.Segment, number.Sequence);
}

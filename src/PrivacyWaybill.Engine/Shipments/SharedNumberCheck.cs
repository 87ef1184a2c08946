using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Checks the numbers that known shipments keep from others, before their own ones: the owner must still have the number for
/// a person with the same phone, and the number's page must name the owner. Shipments without such numbers cost nothing.
/// </summary>
internal sealed class SharedNumberCheck(ShipmentGroup groups, NumberOwners owners, ShortageAnswer shortage, EngineOptions options, TimeProvider time)
{
    private static readonly PartyRole[] Parties = [PartyRole.Sender, PartyRole.Recipient];

    public ValueTask CheckAsync(BatchWork work, List<KnownShipment> known)
    {
        List<KnownShipment>? linked = null;
        foreach (var shipment in known)
        {
            if (shipment.As == KnownAs.Overdue) TakeOver(work, shipment);
            else if (shipment.Header.Link is not null) (linked ??= []).Add(shipment);
        }
        return linked is null ? ValueTask.CompletedTask : CheckLinkedAsync(work, known, linked);
    }

    /// <summary>The link of a shipment's next value.</summary>
    public static RecordLink? NextLink(BatchWork work, KnownShipment shipment)
    {
        if (shipment.As == KnownAs.Overdue) return work.HasLinks ? work.Links[shipment.Item]?.Link : null;
        return shipment.Header.Link is { } link
            ? link with { Recipient = shipment.Number(PartyRole.Recipient).Shared, Sender = shipment.Number(PartyRole.Sender).Shared }
            : null;
    }

    /// <summary>Who is created in the place of an overdue record, keeps what was found for it.</summary>
    private static void TakeOver(BatchWork work, KnownShipment shipment)
    {
        if (!work.HasLinks || work.Links[shipment.Item] is not { } link) return;
        foreach (var party in Parties)
            if (link.Share(party) is { } share) shipment.Number(party).Keep(share);
    }

    private async ValueTask CheckLinkedAsync(BatchWork work, List<KnownShipment> known, List<KnownShipment> linked)
    {
        var asked = new List<(KnownShipment Shipment, PartyRole Party, SharedNumber Shared)>();
        var questions = new List<OwnerQuestion>();
        foreach (var shipment in linked)
        {
            foreach (var party in Parties)
            {
                if ((party == PartyRole.Sender ? shipment.Header.Link!.Sender : shipment.Header.Link!.Recipient) is not { } shared) continue;
                asked.Add((shipment, party, shared));
                questions.Add(new OwnerQuestion(shared.Owner, LinkedNumbers.OwnersParty(shared), PhoneOf(work, shipment, party)));
            }
        }
        var answers = questions.Count == 0 ? [] : await owners.AskAsync(work.Vault.Sealer, work.Caller.Tenant, questions);
        for (var a = 0; a < answers.Length; a++) Settle(work, asked[a].Shipment, asked[a].Party, asked[a].Shared, questions[a], answers[a]);

        // They may be written again, and the group must last as long as they.
        var now = time.GetUtcNow();
        var joined = await groups.JoinAsync(linked.ConvertAll(s => new GroupEntry(s.Header.Link!.Root, work.Ids[s.Item], RecordLife.Expiry(options, now, LatestEnd(work, s, now)))));
        for (var j = 0; j < joined.Length; j++)
            if (joined[j] != JoinOutcome.Joined && work.Batch.Items[linked[j].Item].IsOpen) shortage.StoreUnavailable(work.Batch, linked[j].Item);
        known.RemoveAll(s => !work.Batch.Items[s.Item].IsOpen);
    }

    private void Settle(BatchWork work, KnownShipment shipment, PartyRole party, in SharedNumber shared, in OwnerQuestion question, in OwnerAnswer answer)
    {
        var number = shipment.Number(party);
        number.Shared = shared;
        switch (answer.State)
        {
            case OwnerState.Unavailable:
                if (work.Batch.Items[shipment.Item].IsOpen) shortage.StoreUnavailable(work.Batch, shipment.Item);
                break;
            case OwnerState.Live when shared.Is(answer.Number):
                number.Keep(LinkedNumbers.ToShare(question, answer));
                break;
            case OwnerState.Live when shipment.As != KnownAs.Conflict && answer.Number.IsShared:
                // The owner got another number since; the label has the old one. An owner that does not know of keepers any
                // more was created anew: its number is not kept, lest an update makes it a stranger's.
                number.Keep(LinkedNumbers.ToShare(question, answer));
                number.IsRenewal = number.IsRelinked = true;
                break;
            case OwnerState.Over when shipment.As == KnownAs.Updated && !NumberOwners.HasPhone(shipment.Content, party, question.Phone):
                // The update names another person here than before; the number stays with the one who had it.
                number.Shared = null;
                number.IsLeft = true;
                break;
            case OwnerState.Over:
                number.IsOver = true;
                break;
            default:
                break;
        }
    }

    /// <summary>How long the record may have to be kept once it is written again, Unix seconds.</summary>
    private uint LatestEnd(BatchWork work, KnownShipment shipment, DateTimeOffset now)
    {
        ref readonly var item = ref work.Batch.Items[shipment.Item];
        var end = Math.Max(shipment.Header.RetainUntil, (uint)(now + options.Retention).ToUnixTimeSeconds());
        return Parties.Aggregate(Math.Max(end, Math.Max(item.RecipientNumber.ExpiresAt, item.SenderNumber.ExpiresAt)),
            (latest, party) => shipment.Number(party) is { Shared: not null, IsLive: true } kept ? Math.Max(latest, kept.ExpiresAt) : latest);
    }

    private static byte[] PhoneOf(BatchWork work, KnownShipment shipment, PartyRole party)
    {
        if (shipment.As != KnownAs.Conflict) return LinkedNumbers.PhoneOf(work.Batch, shipment.Item, party);
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return NumberOwners.TryFindPhone(shipment.Content, party, digits, out var length) ? digits[..length].ToArray() : [];
    }
}

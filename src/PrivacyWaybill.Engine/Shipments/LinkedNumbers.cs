using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Returns, redirects and replacements that are to be created: finds what they continue and the numbers that their parties
/// keep, after what they continue was created itself. A batch without any costs nothing.
/// </summary>
internal sealed class LinkedNumbers(RecordStore store, NumberOwners owners, GroupEntrance entrance, KeptNumberLife life, ShortageAnswer shortage, TimeProvider time)
{
    private static readonly PartyRole[] Parties = [PartyRole.Sender, PartyRole.Recipient];

    private readonly LinkTargets _targets = new(store);

    /// <summary>Whether there is a turn of linked items to create now; they are ready then.</summary>
    public ValueTask<bool> NextTurnAsync(BatchWork work) => work.HasLinks ? PrepareTurnAsync(work) : new ValueTask<bool>(false);

    private async ValueTask<bool> PrepareTurnAsync(BatchWork work)
    {
        if (work.Turn == 0) Name(work);
        var turn = TakeTurn(work);
        if (turn.Count == 0) return false;
        var found = await FindAsync(work, turn);
        await ShareAsync(work, found);
        await entrance.JoinAsync(work, found.ConvertAll(static f => f.Link));
        await life.ProlongAsync(work, found.ConvertAll(static f => f.Link));
        return true;
    }

    /// <summary>To be called once a turn is created.</summary>
    public ValueTask SettleTurnAsync(BatchWork work) => life.SettleAsync(work, work.Links.Take(work.Batch.Count).OfType<LinkedItem>().Where(l => l.Turn == work.Turn));

    /// <summary>The records that the batch's items continue.</summary>
    private static void Name(BatchWork work)
    {
        var batch = work.Batch;
        var items = new List<int>();
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i] is { IsOpen: true, Link: not LinkKind.None, WriteMode: not WriteMode.Update } && work.SameAs[i] < 0) items.Add(i);
        if (items.Count == 0) return;
        var ids = NamedShipments.IdsOf(work, items, Continued);
        var others = NamedShipments.OtherIdsOf(work, items, Continued);
        for (var k = 0; k < items.Count; k++) work.Links[items[k]] = new LinkedItem { Item = items[k], Target = ids[k], OtherTarget = others?[k] };

        static (TextField, uint) Continued(WaybillItem item) => (item.Link.Field(), item.LinkedEpoch);
    }

    /// <summary>Those whose target is not itself still waiting; if all wait for each other, all.</summary>
    private static List<LinkedItem> TakeTurn(BatchWork work)
    {
        work.Turn++;
        var waiting = new Dictionary<RecordId, LinkedItem>();
        for (var i = 0; i < work.Batch.Count; i++)
            if (work.Links[i] is { Turn: 0 } link && work.Batch.Items[i].IsOpen) waiting.Add(work.Names[i], link);
        var turn = waiting.Values.Where(l => !waiting.ContainsKey(l.Target)).ToList();
        if (turn.Count == 0) turn = [.. waiting.Values];
        foreach (var link in turn) link.Turn = work.Turn;
        return turn;
    }

    /// <summary>
    /// Those whose target is stored, with its header, unless they are there already themselves: they stay what they are, and
    /// join no other chain.
    /// </summary>
    private async ValueTask<List<(LinkedItem Link, RecordHeader Target)>> FindAsync(BatchWork work, List<LinkedItem> turn)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var found = new List<(LinkedItem, RecordHeader)>();
        var (values, owns) = await _targets.ReadAsync(work, turn);
        for (var t = 0; t < turn.Count; t++)
        {
            var own = owns[t];
            turn[t].IsNew = own.Outcome == ReadOutcome.Missing
                || own.Outcome == ReadOutcome.Found && RecordHeader.Read(own.Value.Span, out var present, out _) == RecordFault.None && present.RetainUntil <= now;
            if (values[t].Outcome is not (ReadOutcome.Found or ReadOutcome.Missing) || own.Outcome is not (ReadOutcome.Found or ReadOutcome.Missing))
            {
                shortage.StoreUnavailable(work.Batch, turn[t].Item);
            }
            else if (turn[t].IsNew && values[t].Outcome == ReadOutcome.Found && RecordHeader.Read(values[t].Value.Span, out var header, out _) == RecordFault.None)
            {
                if (header.State != RecordState.Live || header.RetainUntil <= now) continue;
                turn[t].Root = header.Link?.Root ?? turn[t].Target;
                found.Add((turn[t], header));
            }
        }
        return found;
    }

    private async ValueTask ShareAsync(BatchWork work, List<(LinkedItem Link, RecordHeader Target)> found)
    {
        var asked = new List<(LinkedItem Link, PartyRole Party)>();
        var questions = new List<OwnerQuestion>();
        foreach (var (link, target) in found)
        {
            foreach (var party in Parties)
            {
                ref readonly var item = ref work.Batch.Items[link.Item];
                if (!(party == PartyRole.Sender ? item.SenderNumber : item.RecipientNumber).MayShare) continue;
                var phone = PhoneOf(work.Batch, link.Item, party);
                if (phone.Length == 0) continue;
                var there = item.Link == LinkKind.Return ? Other(party) : party;
                var owner = there == PartyRole.Sender ? target.Link?.Sender : target.Link?.Recipient;
                questions.Add(owner is { } shared ? new OwnerQuestion(shared.Owner, OwnersParty(shared), phone) : new OwnerQuestion(link.Target, there, phone));
                asked.Add((link, party));
            }
        }
        if (questions.Count == 0) return;
        var answers = await owners.AskAsync(work.Vault.Sealer, work.Caller.Tenant, questions);
        for (var q = 0; q < answers.Length; q++)
        {
            var (link, party) = asked[q];
            if (answers[q].State == OwnerState.Live) link.Keep(party, ToShare(questions[q], answers[q]));
            else if (answers[q].State == OwnerState.Unavailable && work.Batch.Items[link.Item].IsOpen) shortage.StoreUnavailable(work.Batch, link.Item);
        }
    }

    /// <summary>Those whose id is another than the one that they joined their group with, join with it.</summary>
    public ValueTask JoinMovedAsync(BatchWork work) => work.HasLinks ? entrance.JoinAsync(work, MovedLinks(work)) : ValueTask.CompletedTask;

    private static List<LinkedItem> MovedLinks(BatchWork work)
    {
        var links = new List<LinkedItem>();
        for (var i = 0; i < work.Batch.Count; i++)
            if (work.Change!.HasMoved[i] && work.Links[i] is { Root: not null } link) links.Add(link);
        return links;
    }

    /// <summary>The phone's digits of a party as it came; empty if no number could lead to it.</summary>
    public static byte[] PhoneOf(WaybillBatch batch, int item, PartyRole party)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return Reachability.TryFindPhone(batch, item, party, digits, out var length) ? digits[..length].ToArray() : [];
    }

    /// <summary>An owner's live number as another record names it.</summary>
    public static PartyShare ToShare(in OwnerQuestion question, in OwnerAnswer answer) => new(
        new SharedNumber(question.Owner, question.Party == PartyRole.Sender, answer.Number.Segment, answer.Number.Sequence, answer.Number.LeaseId),
        answer.Printed, answer.Number.ExpiresAt, answer.Number.IsShared);

    /// <summary>Whose number it is in its owner's record.</summary>
    public static PartyRole OwnersParty(in SharedNumber number) => number.IsSenders ? PartyRole.Sender : PartyRole.Recipient;

    private static PartyRole Other(PartyRole party) => party == PartyRole.Sender ? PartyRole.Recipient : PartyRole.Sender;
}

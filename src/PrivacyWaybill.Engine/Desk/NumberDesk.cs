using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Looks up, extends and releases virtual numbers, a batch at a time: one read, one look at the pages, one pass of
/// compare-and-set. Single calls are batches of one. A number that a party keeps from another shipment is looked up and
/// changed there, if it still is the same person's.
/// </summary>
public sealed class NumberDesk(EngineParts engine, NumberPoolOptions numbers, VaultWorkers workers)
{
    private static readonly PartyRole[] Both = [PartyRole.Recipient, PartyRole.Sender];

    private readonly RecordRounds _rounds = new(engine, workers);
    private readonly NumberJudge _judge = new(engine, numbers);
    private readonly KeeperRetention _retention = new(engine, new RecordRounds(engine, workers));

    /// <summary>The party's number as it is.</summary>
    public Task<NumberAnswer> LookUpAsync(Caller caller, ShipmentReference? shipment, PartyRole party) =>
        OneAsync(caller, shipment, party, NumberActKind.LookUp, default);

    /// <summary>
    /// Whose a printed number is. Unknown if it is not ours, leads to nobody, or to a shipment of another tenant: a number
    /// counts only if its page and the record that it names agree.
    /// </summary>
    public async Task<NumberAnswer> LookUpAsync(Caller caller, ExtendedNumber number)
    {
        var unknown = new NumberAnswer(Found.Yes);
        if (!engine.Plan.TryLocate(number, out var place)) return unknown;
        if (!engine.Gate.IsOpen) return new NumberAnswer(Found.Unavailable);
        var entry = (await engine.Directory.ReadAsync(new[] { place }))[0];
        if (entry.State == PageEntryState.Unavailable) return new NumberAnswer(Found.Unavailable);
        if (!entry.Found) return unknown;

        var id = new RecordId(entry.RecordId.Span);
        NumberAct[] acts = [.. Both.Select(party => new NumberAct(0, party, NumberActKind.LookUp))];
        var answers = new NumberAnswer[acts.Length];
        var places = new NumberRef?[acts.Length];
        await _rounds.RunAsync(caller, [new LocatedItem(0, id), new LocatedItem(1, id)], records =>
        {
            foreach (var record in records)
                for (var a = 0; a < acts.Length; a++)
                    if (NumberCheck.NumberOf(record.Header, acts[a].Party) is { Exists: true } bound && entry.Confirms(id.AsSpan(), bound.LeaseId))
                        places[a] = new NumberRef(bound.Segment, bound.Sequence);
            return _judge.ConsiderAsync(records, acts, answers);
        }, (act, found) => answers[act] = new NumberAnswer(found), isReading: true);
        for (var a = 0; a < acts.Length; a++)
        {
            if (answers[a].Found is Found.Unavailable or Found.Unreadable) return answers[a];
            if (places[a] == place && answers[a].State != CallAnswer.Unknown) return answers[a] with { Party = acts[a].Party };
        }
        return unknown;
    }

    /// <summary>
    /// Moves the expiry. Nothing changes if it would lie before the present one or less than 60 s ahead, or more than
    /// the longest validity ahead, or beyond the longest total validity.
    /// </summary>
    public Task<NumberAnswer> ExtendAsync(Caller caller, ShipmentReference? shipment, PartyRole party, DateTimeOffset until) =>
        OneAsync(caller, shipment, party, NumberActKind.Extend, until);

    /// <summary>Ends the number now.</summary>
    public Task<NumberAnswer> ReleaseAsync(Caller caller, ShipmentReference? shipment, PartyRole party) =>
        OneAsync(caller, shipment, party, NumberActKind.Release, default);

    /// <summary>Extends and releases many. Changes of one shipment take place in their order.</summary>
    /// <returns>For each change the answers of the parties that it is about, the recipient first; at least one.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<NumberAnswer>>> ChangeAsync(Caller caller, IReadOnlyList<NumberChange> changes)
    {
        var answers = new List<NumberAnswer>[changes.Count];
        var acts = new List<NumberAct>(changes.Count);
        var located = new List<LocatedItem>(changes.Count);
        using (var lease = workers.Rent())
        {
            for (var c = 0; c < changes.Count; c++)
            {
                answers[c] = [];
                var (shipment, asked, until) = changes[c];
                if (!ShipmentLocator.TryLocate(lease.Worker, caller, shipment, c, out var record, out var named) || !AgreeOn(ref asked, named))
                {
                    answers[c].Add(new NumberAnswer(Found.InvalidReference));
                    continue;
                }
                foreach (var party in asked == PartyRole.Unspecified ? Both : [asked])
                {
                    located.Add(record with { Item = acts.Count });
                    acts.Add(new NumberAct(c, party, until is null ? NumberActKind.Release : NumberActKind.Extend, until ?? default));
                }
            }
        }
        var byAct = await ActAsync(caller, acts, located);
        for (var a = 0; a < acts.Count; a++) answers[acts[a].Item].Add(byAct[a] with { Party = acts[a].Party });
        return answers;
    }

    private async Task<NumberAnswer> OneAsync(Caller caller, ShipmentReference? shipment, PartyRole party, NumberActKind kind, DateTimeOffset until)
    {
        LocatedItem located;
        using (var lease = workers.Rent())
        {
            if (!ShipmentLocator.TryLocate(lease.Worker, caller, shipment, 0, out located, out var named)
                || !AgreeOn(ref party, named) || party == PartyRole.Unspecified)
                return new NumberAnswer(Found.InvalidReference);
        }
        var answer = (await ActAsync(caller, [new NumberAct(0, party, kind, until)], [located]))[0];
        return answer.State == CallAnswer.Unknown ? answer : answer with { Party = party };
    }

    private async Task<NumberAnswer[]> ActAsync(Caller caller, List<NumberAct> acts, List<LocatedItem> located)
    {
        var answers = new NumberAnswer[acts.Count];
        var kept = new KeptNumbers(engine, _rounds, _judge, acts);
        var owners = new ExtendedOwners(acts.Count);
        await _rounds.RunAsync(caller, located, async records =>
        {
            await _judge.ConsiderAsync(records, acts, answers);
            owners.Look(records, acts);
        }, (act, found) => answers[act] = new NumberAnswer(found), kept.Look, isReading: acts.TrueForAll(static a => a.Kind == NumberActKind.LookUp));
        await kept.ActAsync(caller, answers, owners);
        await owners.SettleAsync(caller, _retention, answers);
        return answers;
    }

    /// <summary>The party that was asked for and that a token names, unspecified if neither is; false if they differ.</summary>
    private static bool AgreeOn(ref PartyRole asked, PartyRole named)
    {
        if (asked is not (PartyRole.Unspecified or PartyRole.Recipient or PartyRole.Sender)) return false;
        if (named == PartyRole.Unspecified) return true;
        if (asked != PartyRole.Unspecified && asked != named) return false;
        asked = named;
        return true;
    }
}

using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// A parcel that travels on takes its numbers with it for another validity: prolongs at their owners the numbers that new
/// items keep, as <c>ExtendNumber</c> does, up to the longest total validity; and lets whoever keeps one live as long as it.
/// The owner's record says from then on that others keep the number, so that an update never makes it a stranger's.
/// Comes before the new record, which then says how long it is needed. A creation that fails afterwards leaves the number
/// longer than it had to be, and does no harm.
/// </summary>
internal sealed class KeptNumberLife(EngineParts engine, RecordRounds rounds, ShortageAnswer shortage)
{
    private static readonly PartyRole[] Parties = [PartyRole.Sender, PartyRole.Recipient];

    private readonly NumberJudge _judge = new(engine, engine.Numbers.Options);
    private readonly KeeperRetention _retention = new(engine, rounds);

    /// <summary>Prolongs what these items keep, as far as they are new and need it. A number that turns out not to be the person's any more is not kept.</summary>
    public async ValueTask ProlongAsync(BatchWork work, List<LinkedItem> links)
    {
        var acts = new List<NumberAct>();
        foreach (var link in links)
            foreach (var party in Parties)
                if (link.IsNew && work.Batch.Items[link.Item].IsOpen && link.Share(party) is { } share && Wished(work, link, party) is var until && (until > share.ExpiresAt || !share.IsNoted))
                    acts.Add(ToAct(work, link, party, share, until));
        if (acts.Count == 0) return;
        var byItem = links.ToDictionary(static l => l.Item);
        var keeping = acts.ConvertAll(a => (Link: byItem[a.Item], Party: a.Keeper!.Party));
        var shares = keeping.ConvertAll(static k => k.Link.Share(k.Party)!);

        var answers = new NumberAnswer[acts.Count];
        var prolonged = new Dictionary<RecordId, RecordHeader>();
        await rounds.RunAsync(work.Caller, [.. acts.Select(static (a, n) => new LocatedItem(n, a.Keeper!.Number.Owner))], async records =>
        {
            await _judge.ConsiderAsync(records, acts, answers);
            foreach (var record in records)
                if (record.Next is not null) prolonged[record.Id] = record.NextHeader;
        }, (n, found) => answers[n] = new NumberAnswer(found), (record, content) =>
        {
            foreach (var n in record.Items) acts[n].Keeper!.LookAtOwner(content.Span);
        });
        var behind = prolonged.Count == 0 ? [] : (await _retention.LengthenAsync(work.Caller, prolonged)).Behind;

        for (var i = 0; i < work.Batch.Count; i++)
            if (work.Batch.Items[i].Code == ItemCode.Ok && prolonged.TryGetValue(work.Ids[i], out var owner)) work.Batch.Items[i].Version = owner.Revision;
        for (var n = 0; n < answers.Length; n++)
        {
            var (link, party) = keeping[n];
            acts[n].Keeper!.Forget();
            if (answers[n].Found is not (Found.Yes or Found.No) || behind.Contains(shares[n].Shared.Owner))
            {
                if (work.Batch.Items[link.Item].IsOpen) shortage.StoreUnavailable(work.Batch, link.Item);
            }
            else if (answers[n].State != CallAnswer.Active)
            {
                link.Keep(party, null);
            }
            else
            {
                // Another item of the batch may have prolonged it further.
                link.Keep(party, shares[n] with { ExpiresAt = Enumerable.Range(0, answers.Length).Where(o => shares[o].Shared == shares[n].Shared).Max(o => answers[o].ExpiresAt) });
            }
        }
    }

    /// <summary>
    /// After items were created: whoever extended a number while its keeper was on the way to the store did not find the keeper
    /// there, and the keeper may not know how long it is needed.
    /// </summary>
    public async ValueTask SettleAsync(BatchWork work, IEnumerable<LinkedItem> links)
    {
        var created = links.Where(l => l is { IsNew: true, EndOfKept: > 0 } && work.Batch.Items[l.Item].Code == ItemCode.Ok).ToList();
        if (created.Count == 0) return;
        var ids = created.SelectMany(static l => Parties.Select(l.Share)).OfType<PartyShare>().Select(static s => s.Shared.Owner).Distinct().ToArray();
        var values = new ReadResult[ids.Length];
        await engine.Records.ReadAsync(ids, values);
        var owners = new Dictionary<RecordId, RecordHeader>();
        for (var o = 0; o < ids.Length; o++)
            if (values[o].Outcome == ReadOutcome.Found && RecordHeader.Read(values[o].Value.Span, out var header, out _) == RecordFault.None) owners.Add(ids[o], header);
        var kept = (uint)(engine.Time.GetUtcNow() + engine.Options.Retention).ToUnixTimeSeconds();
        if (!owners.Values.Any(o => Math.Max(o.Recipient.ExpiresAt, o.Sender.ExpiresAt) > kept)) return;
        foreach (var (id, version) in await _retention.LengthenAsync(work.Caller, owners, created.ConvertAll(l => work.Ids[l.Item])))
            foreach (var link in created.Where(l => work.Ids[l.Item] == id)) work.Batch.Items[link.Item].Version = version;
    }

    /// <summary>When a number of the party's own would end, Unix seconds.</summary>
    private static uint Wished(BatchWork work, LinkedItem link, PartyRole party)
    {
        ref readonly var item = ref work.Batch.Items[link.Item];
        return (party == PartyRole.Sender ? item.SenderNumber : item.RecipientNumber).ExpiresAt;
    }

    private static NumberAct ToAct(BatchWork work, LinkedItem link, PartyRole party, PartyShare share, uint until) =>
        new(link.Item, LinkedNumbers.OwnersParty(share.Shared), NumberActKind.Prolong, DateTimeOffset.FromUnixTimeSeconds(until),
            new Keeper(share.Shared, LinkedNumbers.PhoneOf(work.Batch, link.Item, party)) { Party = party });
}

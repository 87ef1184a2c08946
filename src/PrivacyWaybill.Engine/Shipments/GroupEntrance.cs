using System.Globalization;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Lets items that continue other shipments into their groups, before their records are written, and none into a chain that is
/// being erased.
/// </summary>
/// <remarks>
/// An erasure puts a tombstone in the root's place and then reads the group; who joins writes into the group and then reads
/// the root. One of the two sees the other, whatever the order: either the joining item finds the tombstone and is refused,
/// or the erasure finds the item, and puts a tombstone in its place if it is not written yet (<see cref="GroupErasure"/>).
/// Each of the four is a command of one key, so that this holds on a cluster, too.
/// </remarks>
internal sealed class GroupEntrance(EngineParts engine, ShortageAnswer shortage)
{
    private static readonly string s_full = string.Create(CultureInfo.InvariantCulture, $"{ShipmentGroup.Most} waybills continue the first shipment of the chain already, and no more may; send it without the link");

    /// <summary>Joins those that are open and have a root; those whose chain was erased meanwhile end as erased.</summary>
    public async ValueTask JoinAsync(BatchWork work, List<LinkedItem> links)
    {
        var joining = links.FindAll(l => l.Root is not null && work.Batch.Items[l.Item].IsOpen);
        if (joining.Count == 0) return;
        var now = engine.Time.GetUtcNow();
        var joined = await engine.Groups.JoinAsync(joining.ConvertAll(l => new GroupEntry(l.Root!.Value, work.Ids[l.Item], RecordLife.Expiry(engine.Options, now, LatestEnd(work, l, now)))));
        for (var j = 0; j < joined.Length; j++)
        {
            if (joined[j] == JoinOutcome.Full)
                work.Batch.Items[joining[j].Item].Fail(ItemCode.ChainFull, work.Batch.Items[joining[j].Item].Link.Field(), s_full);
            else if (joined[j] != JoinOutcome.Joined) shortage.StoreUnavailable(work.Batch, joining[j].Item);
        }
        joining.RemoveAll(l => !work.Batch.Items[l.Item].IsOpen);
        if (joining.Count == 0) return;

        var roots = new ReadResult[joining.Count];
        await engine.Records.ReadAsync(joining.ConvertAll(static l => l.Root!.Value).ToArray(), roots);
        List<LinkedItem>? erased = null;
        for (var j = 0; j < roots.Length; j++)
        {
            if (roots[j].Outcome is not (ReadOutcome.Found or ReadOutcome.Missing)) shortage.StoreUnavailable(work.Batch, joining[j].Item);
            // A tombstone that is over still was an erasure, of a chain of which something was left a moment ago.
            else if (roots[j].Outcome == ReadOutcome.Found && RecordHeader.Read(roots[j].Value.Span, out var root, out _) == RecordFault.None && root.State == RecordState.Erased)
                (erased ??= []).Add(joining[j]);
        }
        if (erased is not null) await RefuseAsync(work, erased);
    }

    /// <summary>How long the record may have to be kept, Unix seconds: what it keeps may be prolonged as far as it wishes.</summary>
    private uint LatestEnd(BatchWork work, LinkedItem link, DateTimeOffset now)
    {
        ref readonly var item = ref work.Batch.Items[link.Item];
        return Math.Max(Math.Max((uint)(now + engine.Options.Retention).ToUnixTimeSeconds(), link.EndOfKept), Math.Max(item.RecipientNumber.ExpiresAt, item.SenderNumber.ExpiresAt));
    }

    /// <summary>As if they had been written before the erasure: a tombstone of their own refuses late retries, too.</summary>
    private async ValueTask RefuseAsync(BatchWork work, List<LinkedItem> erased)
    {
        var retainUntil = (uint)(engine.Time.GetUtcNow() + engine.Options.Retention).ToUnixTimeSeconds();
        var writes = erased.ConvertAll(l => new RecordWrite(work.Ids[l.Item],
            Tombstone.InAdvance(work.Vault.Sealer, work.Caller.Tenant, work.Ids[l.Item], l.Root!.Value, retainUntil),
            engine.Options.Retention + engine.Options.CollectionMargin)).ToArray();
        var outcomes = new CreateResult[writes.Length];
        await engine.Records.CreateAsync(writes, outcomes);
        for (var e = 0; e < outcomes.Length; e++)
        {
            var i = erased[e].Item;
            erased[e].StandAlone();
            if (outcomes[e].Outcome == CreateOutcome.Created)
                work.Batch.Items[i].Fail(ItemCode.Erased, work.Batch.Items[i].Link.Field(), "the shipment that it continues was erased, and this one with it; a new one under its number needs another shipment_epoch");
            // One that was there before is judged by what it is.
            else if (outcomes[e].Outcome != CreateOutcome.Existing)
                shortage.StoreUnavailable(work.Batch, i);
        }
    }
}

using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Lets the records that keep numbers of others (returns, redirects, replacements) live as long as those numbers. Needed only
/// where a number was extended beyond their retention; nothing is ever shortened, and what is over or erased stays so.
/// </summary>
internal sealed class KeeperRetention(EngineParts engine, RecordRounds rounds)
{
    /// <summary>Lengthens the retention of whoever keeps a number of these owners.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="owners">The owners' headers, with the numbers as they are now.</param>
    /// <returns>Owners of whose keepers some may be left behind, the store did not answer; and the versions of those that were changed.</returns>
    public async Task<(HashSet<RecordId> Behind, Dictionary<RecordId, uint> Versions)> LengthenAsync(Caller caller, IReadOnlyDictionary<RecordId, RecordHeader> owners)
    {
        var versions = new Dictionary<RecordId, uint>();
        var byRoot = owners.ToLookup(static o => o.Value.Link?.Root ?? o.Key, static o => o.Key);
        var roots = byRoot.Select(static r => r.Key).ToArray();
        var members = await engine.Groups.MembersAsync(roots);
        var (behind, keepers) = (new HashSet<RecordId>(), new List<GroupMember>());
        for (var r = 0; r < roots.Length; r++)
        {
            if (members[r] is { } ids) keepers.AddRange(ids.Select(id => new GroupMember(roots[r], id)));
            else behind.UnionWith(byRoot[roots[r]]);
        }
        foreach (var left in await LengthenAsync(caller, owners, keepers.ConvertAll(static k => k.Id), versions)) behind.UnionWith(byRoot[keepers[left].Root]);

        // And the notes of the owners' pieces, of which some may be new.
        var (now, kept) = (engine.Time.GetUtcNow(), owners.Keys.ToArray());
        var last = await engine.Pieces.LastAsync(Array.ConvertAll(kept, id => (id, RecordLife.Expiry(engine.Options, now, owners[id].RetainUntil))));
        for (var o = 0; o < kept.Length; o++)
            if (!last[o]) behind.Add(kept[o]);
        return (behind, versions);
    }

    /// <summary>Lengthens the retention of those of some records that keep a number of these owners, as far as the store answers.</summary>
    /// <returns>The versions of those that were changed.</returns>
    public async Task<Dictionary<RecordId, uint>> LengthenAsync(Caller caller, IReadOnlyDictionary<RecordId, RecordHeader> owners, IReadOnlyList<RecordId> keepers)
    {
        var versions = new Dictionary<RecordId, uint>();
        foreach (var left in await LengthenAsync(caller, owners, keepers, versions)) versions.Remove(keepers[left]);
        return versions;
    }

    /// <summary>Lengthens the retention of those of some records that keep a number of these owners.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="owners">The owners' headers, with the numbers as they are now.</param>
    /// <param name="keepers">The records.</param>
    /// <param name="versions">Gets the version of each that is changed.</param>
    /// <returns>Which of the records may be left behind.</returns>
    private async Task<List<int>> LengthenAsync(Caller caller, IReadOnlyDictionary<RecordId, RecordHeader> owners, IReadOnlyList<RecordId> keepers, Dictionary<RecordId, uint> versions)
    {
        var left = new List<int>();
        foreach (var page in keepers.Select(static (id, k) => new LocatedItem(k, id)).Chunk(GroupErasure.AtOnce)) await rounds.RunAsync(caller, page, records =>
        {
            var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
            foreach (var record in records)
            {
                Lengthen(record, owners, now);
                if (record.Next is not null) versions[record.Id] = record.NextHeader.Revision;
            }
            return Task.CompletedTask;
        }, (k, found) =>
        {
            // One that is not there has nothing to lose.
            if (found == Found.Unavailable) left.Add(k);
        });
        return left;
    }

    private static void Lengthen(RecordOnDesk record, IReadOnlyDictionary<RecordId, RecordHeader> owners, long now)
    {
        var header = record.Header;
        if (!record.Opens || header.State != RecordState.Live || header.RetainUntil <= now || header.Link is not { } link) return;
        header.RetainUntil = Math.Max(header.RetainUntil, Math.Max(EndOf(link.Recipient, owners), EndOf(link.Sender, owners)));
        if (header.RetainUntil > record.Header.RetainUntil) record.Replace(header, record.Sealed.Span);
    }

    /// <summary>When a kept number ends by its owner, Unix seconds; 0 if it is none of these owners', or over there.</summary>
    private static uint EndOf(SharedNumber? kept, IReadOnlyDictionary<RecordId, RecordHeader> owners)
    {
        if (kept is not { } shared || !owners.TryGetValue(shared.Owner, out var owner) || owner.State != RecordState.Live) return 0;
        var number = NumberCheck.NumberOf(owner, shared.IsSenders ? PartyRole.Sender : PartyRole.Recipient);
        return shared.Is(number) && number.State == NumberState.Bound ? number.ExpiresAt : 0;
    }
}

using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Erases what else there is of chains of shipments: the first one, and all that continue it. One counts only if its record
/// opens for the caller's tenant and is the root or names it, or is over anyway; another that a group lists is left alone.
/// </summary>
/// <remarks>
/// The last reading of a group comes after its root's tombstone, so that who joins later is refused
/// (<see cref="Shipments.GroupEntrance"/>). Who had joined and is not written yet finds a tombstone in its place; so does
/// whoever comes back to a root or a member whose record is long gone, as long as anything of the chain is stored.
/// </remarks>
internal sealed class GroupErasure(EngineParts engine, RecordRounds rounds, RecordEraser eraser, UnwrittenMembers places)
{
    // What joins meanwhile is looked for again; more often than this is no race but a storm.
    private const int MostPasses = 8;

    // Records read at once: some MiB.
    public const int AtOnce = 500;

    /// <summary>Erases the chains with these roots.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="roots">First shipments of chains, stored or not.</param>
    /// <param name="done">Records that have been erased, under their roots.</param>
    /// <returns>Of each root: yes if something was erased, now or before; no if there was nothing else; otherwise what stood in
    /// the way of some record.</returns>
    public async Task<Dictionary<RecordId, Found>> EraseAsync(Caller caller, IEnumerable<RecordId> roots, IEnumerable<GroupMember> done)
    {
        var outcomes = roots.Distinct().ToDictionary(static r => r, static _ => Found.No);
        var seen = done.ToHashSet();
        // Chains of which something opened for the caller's tenant: what a token or a group says of others is nothing to write by.
        var proven = seen.Select(static m => m.Root).ToHashSet();
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var asked = outcomes.Keys.ToArray();
            var members = asked.Length == 0 ? [] : await engine.Groups.MembersAsync(asked);
            var others = new List<GroupMember>();
            for (var r = 0; r < members.Length; r++)
            {
                if (members[r] is not { } ids) outcomes[asked[r]] = Found.Unavailable;
                else others.AddRange(ids.Prepend(asked[r]).Select(id => new GroupMember(asked[r], id)).Where(seen.Add));
            }
            if (others.Count == 0) return outcomes;
            await EraseInPagesAsync(caller, others, outcomes, proven);
        }
        foreach (var root in outcomes.Keys) outcomes[root] = Found.Unavailable;
        return outcomes;
    }

    private async Task EraseInPagesAsync(Caller caller, List<GroupMember> others, Dictionary<RecordId, Found> outcomes, HashSet<RecordId> proven)
    {
        for (var turn = 0; others.Count > 0 && turn < MostPasses; turn++)
        {
            var unwritten = new List<GroupMember>();
            foreach (var page in others.Chunk(AtOnce)) unwritten.AddRange(await EraseAsync(caller, page, outcomes, proven));
            others.Clear();
            // Only now: what proves a chain to be the caller's may be on its last page.
            foreach (var page in unwritten.FindAll(m => proven.Contains(m.Root)).Chunk(AtOnce))
                others.AddRange(await places.OccupyAsync(caller, [.. page], (member, found) => Weigh(outcomes, member.Root, found)));
        }
        foreach (var member in others) Weigh(outcomes, member.Root, Found.Unavailable);
    }

    /// <summary>Erases those that are stored, and returns the others.</summary>
    private async Task<List<GroupMember>> EraseAsync(Caller caller, GroupMember[] members, Dictionary<RecordId, Found> outcomes, HashSet<RecordId> proven)
    {
        var overUntil = (uint)(engine.Time.GetUtcNow() + engine.Options.Retention).ToUnixTimeSeconds();
        var unwritten = new List<GroupMember>();
        await rounds.RunAsync(caller, [.. members.Select(static (m, item) => new LocatedItem(item, m.Id))], async records =>
        {
            var counting = records.FindAll(record => record.Items.Exists(item => Counts(record, members[item].Root)));
            await eraser.EraseAsync(caller, counting, overUntil);
            foreach (var record in counting)
            {
                foreach (var item in record.Items)
                {
                    var root = members[item].Root;
                    if (Belongs(record, root)) proven.Add(root);
                    if (Counts(record, root)) Weigh(outcomes, root, RecordEraser.Outcome(record).Found);
                }
            }
        }, (item, found) =>
        {
            if (found == Found.No) unwritten.Add(members[item]);
            else Weigh(outcomes, members[item].Root, found);
        });
        return unwritten;
    }

    /// <summary>One that is over is nobody's, and may be about to be created anew as a member.</summary>
    private bool Counts(RecordOnDesk record, RecordId root) =>
        Belongs(record, root) || record.Opens && record.Header.RetainUntil <= engine.Time.GetUtcNow().ToUnixTimeSeconds();

    private static bool Belongs(RecordOnDesk record, RecordId root) => record.Opens && (record.Id == root || record.Header.Link?.Root == root);

    /// <summary>The worst that happened to a member is what is told of the chain.</summary>
    private static void Weigh(Dictionary<RecordId, Found> outcomes, RecordId root, Found found)
    {
        if (Weight(found) > Weight(outcomes[root])) outcomes[root] = found;

        static int Weight(Found found) => found switch { Found.No => 0, Found.Yes => 1, Found.Unreadable => 2, _ => 3 };
    }
}

using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Erases what else there is of chains of shipments: the first one, and all that continue it. One counts only if its record
/// opens for the caller's tenant and is the root or names it; another that a group lists is left alone.
/// </summary>
internal sealed class GroupErasure(EngineParts engine, RecordRounds rounds, RecordEraser eraser)
{
    // What joins meanwhile is looked for again; more often than this is no race but a storm.
    private const int MostPasses = 8;

    /// <summary>Erases the chains with these roots.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="roots">First shipments of chains, stored or not.</param>
    /// <param name="done">Records that have been dealt with, under their roots.</param>
    /// <returns>Of each root: yes if something was erased, now or before; no if there was nothing else; otherwise what stood in
    /// the way of some record.</returns>
    public async Task<Dictionary<RecordId, Found>> EraseAsync(Caller caller, IEnumerable<RecordId> roots, IEnumerable<GroupMember> done)
    {
        var outcomes = roots.Distinct().ToDictionary(static r => r, static _ => Found.No);
        var seen = done.ToHashSet();
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
            await EraseAsync(caller, others, outcomes);
        }
        foreach (var root in outcomes.Keys) outcomes[root] = Found.Unavailable;
        return outcomes;
    }

    private Task EraseAsync(Caller caller, List<GroupMember> members, Dictionary<RecordId, Found> outcomes) =>
        rounds.RunAsync(caller, [.. members.Select(static (m, item) => new LocatedItem(item, m.Id))], async records =>
        {
            var counting = records.FindAll(record => record.Items.Exists(item => Counts(record, members[item].Root)));
            await eraser.EraseAsync(caller, counting);
            foreach (var record in counting)
                foreach (var item in record.Items)
                    if (Counts(record, members[item].Root)) Weigh(outcomes, members[item].Root, RecordEraser.Outcome(record).Found);
        }, (item, found) => Weigh(outcomes, members[item].Root, found));

    private static bool Counts(RecordOnDesk record, RecordId root) => record.Opens && (record.Id == root || record.Header.Link?.Root == root);

    /// <summary>The worst that happened to a member is what is told of the chain.</summary>
    private static void Weigh(Dictionary<RecordId, Found> outcomes, RecordId root, Found found)
    {
        if (Weight(found) > Weight(outcomes[root])) outcomes[root] = found;

        static int Weight(Found found) => found switch { Found.No => 0, Found.Yes => 1, Found.Unreadable => 2, _ => 3 };
    }
}

using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Beyond its block a number lives by a hold, which is there before the record says so: the holds that a batch's extensions
/// need, all in one go. A hold whose extension comes to nothing wastes a slot and does no harm.
/// </summary>
internal sealed class ExtensionHolds(EngineParts engine)
{
    /// <summary>Holds what is to be held.</summary>
    /// <returns>One outcome a place that needs a hold; the others are not in it.</returns>
    public async Task<Dictionary<NumberRef, HoldOutcome>> HoldAsync(
        List<RecordOnDesk> records, IReadOnlyList<NumberAct> acts, Dictionary<NumberRef, PageEntry> pages, DateTimeOffset now)
    {
        var wanted = new Dictionary<NumberRef, HoldRequest>();
        foreach (var record in records)
            foreach (var item in record.Items) Want(record, acts[item], pages, now, wanted);
        var outcomes = new Dictionary<NumberRef, HoldOutcome>(wanted.Count);
        if (wanted.Count == 0) return outcomes;
        var places = wanted.Keys.ToArray();
        var held = await engine.Numbers.Holds.HoldAsync(wanted.Values.ToArray());
        for (var i = 0; i < places.Length; i++) outcomes.Add(places[i], held[i]);
        return outcomes;
    }

    private void Want(RecordOnDesk record, in NumberAct act, Dictionary<NumberRef, PageEntry> pages, DateTimeOffset now, Dictionary<NumberRef, HoldRequest> wanted)
    {
        if (act.Kind is not (NumberActKind.Extend or NumberActKind.Prolong) || act.Keeper is { IsThePerson: false }) return;
        BoundNumber bound = Stages.NumberCheck.NumberOf(record.Header, act.Party);
        if (!NumberJudge.IsLive(bound, now)) return;
        var place = NumberJudge.Place(bound);
        if (!pages.TryGetValue(place, out var page) || !page.Confirms(record.Id.AsSpan(), bound.LeaseId)) return;
        var until = NumberJudge.UntilOf(act, page);
        if (until.ToUnixTimeSeconds() <= bound.ExpiresAt || until > page.LatestExtension
            || (act.Kind == NumberActKind.Extend && until > NumberJudge.LatestOf(page, now, engine.Options)) || !engine.Numbers.Holds.IsNeeded(page, until)) return;
        if (!wanted.TryGetValue(place, out var other) || other.Until < until) wanted[place] = new HoldRequest(place, page, until);
    }
}

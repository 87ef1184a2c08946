using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// The acts of one batch on numbers that parties keep from other shipments: noted while the shipments that were asked about
/// are looked at, then carried out at the numbers' owners. A batch without any costs nothing.
/// </summary>
internal sealed class KeptNumbers(EngineParts engine, RecordRounds rounds, NumberJudge judge, IReadOnlyList<NumberAct> acts)
{
    // In the order of the acts.
    private readonly SortedDictionary<int, Keeper> _keepers = [];

    /// <summary>Notes who of a record's parties keeps a number.</summary>
    public void Look(RecordOnDesk record, ReadOnlyMemory<byte> content)
    {
        foreach (var act in record.Items)
        {
            if (_keepers.Remove(act, out var before)) before.Forget();
            var party = acts[act].Party;
            if (NumberCheck.NumberOf(record.Header, party).Exists) continue;
            if ((party == PartyRole.Sender ? record.Header.Link?.Sender : record.Header.Link?.Recipient) is { } number)
                _keepers.Add(act, new Keeper(number, content.Span, party));
        }
    }

    /// <summary>Carries the noted acts out.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="answers">The answers by the shipments that were asked about; those of the noted acts are made anew, but for
    /// the version.</param>
    /// <param name="extended">Is shown the owners.</param>
    public async Task ActAsync(Caller caller, NumberAnswer[] answers, ExtendedOwners extended)
    {
        var noted = _keepers.Where(k => answers[k.Key].Found == Found.Yes).ToList();
        if (noted.Count > 0)
        {
            var there = noted.ConvertAll(k => acts[k.Key] with { Party = LinkedNumbers.OwnersParty(k.Value.Number), Keeper = k.Value });
            var owners = Enumerable.Range(0, noted.Count).Select(n => new LocatedItem(n, noted[n].Value.Number.Owner)).ToList();
            var theirs = new NumberAnswer[noted.Count];
            await rounds.RunAsync(caller, owners, async records =>
            {
                await judge.ConsiderAsync(records, there, theirs);
                extended.Look(records, there, n => noted[n].Key);
            }, (n, found) => theirs[n] = new NumberAnswer(found), (record, content) =>
            {
                foreach (var n in record.Items) noted[n].Value.LookAtOwner(content.Span);
            }, isReading: acts.All(static a => a.Kind == NumberActKind.LookUp));
            for (var n = 0; n < theirs.Length; n++)
            {
                ref var answer = ref answers[noted[n].Key];
                answer = (theirs[n].Found == Found.No ? judge.OfLost(there[n], 0, engine.Time.GetUtcNow()) : theirs[n]) with { Version = answer.Version };
            }
        }
        foreach (var keeper in _keepers.Values) keeper.Forget();
    }
}
